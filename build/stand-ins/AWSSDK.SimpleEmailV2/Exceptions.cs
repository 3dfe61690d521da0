#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleEmailV2
{
    public class AmazonSimpleEmailServiceV2Exception : AmazonServiceException
    {
        public AmazonSimpleEmailServiceV2Exception(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}

namespace Amazon.SimpleEmailV2.Model
{
    public class AccountSuspendedException : AmazonSimpleEmailServiceV2Exception
    {
        public AccountSuspendedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class BadRequestException : AmazonSimpleEmailServiceV2Exception
    {
        public BadRequestException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class LimitExceededException : AmazonSimpleEmailServiceV2Exception
    {
        public LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class MailFromDomainNotVerifiedException : AmazonSimpleEmailServiceV2Exception
    {
        public MailFromDomainNotVerifiedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class MessageRejectedException : AmazonSimpleEmailServiceV2Exception
    {
        public MessageRejectedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class NotFoundException : AmazonSimpleEmailServiceV2Exception
    {
        public NotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class SendingPausedException : AmazonSimpleEmailServiceV2Exception
    {
        public SendingPausedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    public class TooManyRequestsException : AmazonSimpleEmailServiceV2Exception
    {
        public TooManyRequestsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}
