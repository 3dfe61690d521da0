#nullable disable
using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.SimpleNotificationService.Model;

internal sealed class PublishMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static PublishMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var publish = (PublishRequest)input;
        var request = new DefaultRequest(publish, "Amazon.SimpleNotificationService") { HttpMethod = "POST", ResourcePath = "/", UseQueryString = false, SetContentFromParameters = true };
        Add(request, "Action", "Publish");
        Add(request, "Version", "2010-03-31");
        Add(request, "Message", publish.Message);
        var entry = 1;
        foreach (var (name, value) in publish.MessageAttributes ?? [])
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{entry++}.");
            Add(request, prefix + "Name", name);
            Add(request, prefix + "Value.DataType", value.DataType);
            Add(request, prefix + "Value.StringValue", value.StringValue);
            Add(request, prefix + "Value.BinaryValue", value.BinaryValue is { } bytes ? Convert.ToBase64String(bytes.ToArray()) : null);
        }

        Add(request, "MessageDeduplicationId", publish.MessageDeduplicationId);
        Add(request, "MessageGroupId", publish.MessageGroupId);
        Add(request, "MessageStructure", publish.MessageStructure);
        Add(request, "PhoneNumber", publish.PhoneNumber);
        Add(request, "Subject", publish.Subject);
        Add(request, "TargetArn", publish.TargetArn);
        Add(request, "TopicArn", publish.TopicArn);
        return request;
    }

    private static void Add(IRequest request, string name, string value)
    {
        if (value is not null)
        {
            request.Parameters.Add(name, value);
        }
    }
}

internal sealed class PublishUnmarshaller : XmlResponseUnmarshaller
{
    public static PublishUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var answer = XDocument.Load(input.Stream);
        return new PublishResponse
        {
            MessageId = Text(answer, "MessageId"),
            SequenceNumber = Text(answer, "SequenceNumber"),
            ResponseMetadata = new ResponseMetadata { RequestId = Text(answer, "RequestId") },
        };
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var answer = Document(input.Stream);
        var (code, message, id) = (Text(answer, "Code"), Text(answer, "Message"), Text(answer, "RequestId"));
        var type = Text(answer, "Type") is "Sender" ? ErrorType.Sender : Text(answer, "Type") is "Receiver" ? ErrorType.Receiver : ErrorType.Unknown;
        return code switch
        {
            "AuthorizationError" => new AuthorizationErrorException(message, innerException, type, code, id, statusCode),
            "EndpointDisabled" => new EndpointDisabledException(message, innerException, type, code, id, statusCode),
            "InternalError" => new InternalErrorException(message, innerException, type, code, id, statusCode),
            "InvalidParameter" => new InvalidParameterException(message, innerException, type, code, id, statusCode),
            "ParameterValueInvalid" => new InvalidParameterValueException(message, innerException, type, code, id, statusCode),
            "NotFound" => new NotFoundException(message, innerException, type, code, id, statusCode),
            "KMSThrottling" => new KMSThrottlingException(message, innerException, type, code, id, statusCode),
            _ => new AmazonSimpleNotificationServiceException(message, innerException, type, code, id, statusCode),
        };
    }

    private static XDocument Document(Stream stream)
    {
        try
        {
            return XDocument.Load(stream);
        }
        catch (System.Xml.XmlException)
        {
            return new XDocument(); // No XML: the status says what there is to say.
        }
    }

    private static string Text(XDocument document, string name) => document.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
