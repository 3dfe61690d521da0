#nullable disable
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.SimpleEmailV2.Model;

internal sealed class SendEmailMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static SendEmailMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var email = (SendEmailRequest)input;
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            Write(json, email);
        }

        return new DefaultRequest(email, "Amazon.SimpleEmailV2")
        {
            HttpMethod = "POST",
            ResourcePath = "/v2/email/outbound-emails",
            Headers = { ["Content-Type"] = "application/json" },
            Content = body.ToArray(),
        };
    }

    private static void Write(Utf8JsonWriter json, SendEmailRequest email)
    {
        json.WriteStartObject();
        Text(json, "ConfigurationSetName", email.ConfigurationSetName);
        json.WriteStartObject("Content");
        if (email.Content?.Raw is { } raw)
        {
            json.WriteStartObject("Raw");
            json.WriteBase64String("Data", raw.Data.ToArray());
            json.WriteEndObject();
        }

        if (email.Content?.Simple is { } simple)
        {
            json.WriteStartObject("Simple");
            json.WriteStartObject("Body");
            Part(json, "Html", simple.Body?.Html);
            Part(json, "Text", simple.Body?.Text);
            json.WriteEndObject();
            Part(json, "Subject", simple.Subject);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (email.Destination is { } to)
        {
            json.WriteStartObject("Destination");
            Texts(json, "BccAddresses", to.BccAddresses);
            Texts(json, "CcAddresses", to.CcAddresses);
            Texts(json, "ToAddresses", to.ToAddresses);
            json.WriteEndObject();
        }

        if (email.EmailTags is { Count: > 0 } tags)
        {
            json.WriteStartArray("EmailTags");
            foreach (var tag in tags)
            {
                json.WriteStartObject();
                Text(json, "Name", tag.Name);
                Text(json, "Value", tag.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Text(json, "FromEmailAddress", email.FromEmailAddress);
        Text(json, "FromEmailAddressIdentityArn", email.FromEmailAddressIdentityArn);
        Texts(json, "ReplyToAddresses", email.ReplyToAddresses);
        json.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter json, string name, Content content)
    {
        if (content is null)
        {
            return;
        }

        json.WriteStartObject(name);
        Text(json, "Charset", content.Charset);
        Text(json, "Data", content.Data);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, List<string> texts)
    {
        if (texts is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray(name);
        texts.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}

internal sealed class SendEmailUnmarshaller : JsonResponseUnmarshaller
{
    public static SendEmailUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var answer = JsonDocument.Parse(input.Stream);
        return new SendEmailResponse { MessageId = Member(answer.RootElement, "MessageId") };
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (type, message) = Error(input.Stream);
        var header = input.ResponseData.IsHeaderPresent("x-amzn-ErrorType") ? input.ResponseData.GetHeaderValue("x-amzn-ErrorType") : null;
        var code = (header ?? type ?? "").Split(':')[0].Split('#')[^1];
        var id = input.ResponseData.IsHeaderPresent("x-amzn-RequestId") ? input.ResponseData.GetHeaderValue("x-amzn-RequestId") : null;
        var blame = (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver;
        return code switch
        {
            "AccountSuspendedException" => new AccountSuspendedException(message, innerException, blame, code, id, statusCode),
            "BadRequestException" => new BadRequestException(message, innerException, blame, code, id, statusCode),
            "LimitExceededException" => new LimitExceededException(message, innerException, blame, code, id, statusCode),
            "MailFromDomainNotVerifiedException" => new MailFromDomainNotVerifiedException(message, innerException, blame, code, id, statusCode),
            "MessageRejected" => new MessageRejectedException(message, innerException, blame, code, id, statusCode),
            "NotFoundException" => new NotFoundException(message, innerException, blame, code, id, statusCode),
            "SendingPausedException" => new SendingPausedException(message, innerException, blame, code, id, statusCode),
            "TooManyRequestsException" => new TooManyRequestsException(message, innerException, blame, code, id, statusCode),
            _ => new AmazonSimpleEmailServiceV2Exception(message, innerException, blame, code, id, statusCode),
        };
    }

    private static (string Type, string Message) Error(Stream stream)
    {
        try
        {
            using var answer = JsonDocument.Parse(stream);
            var root = answer.RootElement;
            return (Member(root, "__type") ?? Member(root, "code"), Member(root, "message") ?? Member(root, "Message"));
        }
        catch (JsonException)
        {
            return (null, null); // No JSON: the status says what there is to say.
        }
    }

    private static string Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
