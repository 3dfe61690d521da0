using System.Net;
using AlertFlow.StandIns;
using Amazon.SimpleEmailV2.Model;
using Amazon.Runtime;

namespace Amazon.SimpleEmailV2;

public interface IAmazonSimpleEmailServiceV2 : IDisposable
{
    Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default);
}

public class AmazonSimpleEmailServiceV2Config() : StandInConfig(Wire.Service);

public class AmazonSimpleEmailServiceV2Client : StandInClient, IAmazonSimpleEmailServiceV2
{
    public AmazonSimpleEmailServiceV2Client(AmazonSimpleEmailServiceV2Config config)
        : base(config)
    {
    }

    public AmazonSimpleEmailServiceV2Client(AWSCredentials credentials, AmazonSimpleEmailServiceV2Config clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public virtual Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(Wire.SendEmail, request, cancellationToken);
}

public class AmazonSimpleEmailServiceV2Exception(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
