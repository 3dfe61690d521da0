#nullable disable
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AlertFlow.StandIns;

/// <summary>Requests of the protocols <c>awsJson1_1</c> and <c>restJson1</c>.</summary>
internal static class StandInJson
{
    /// <summary>A call by its name, as <c>awsJson1_1</c> makes it.</summary>
    public static IRequest Call(AmazonWebServiceRequest input, string service, string target, Action<Utf8JsonWriter> write)
    {
        var request = new DefaultRequest(input, service) { HttpMethod = "POST", ResourcePath = "/", Content = Body(write) };
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }

    /// <summary>A read of a resource, as <c>restJson1</c> makes it.</summary>
    /// <param name="path">With parameters in braces.</param>
    /// <param name="parts">What they stand for.</param>
    public static IRequest Get(AmazonWebServiceRequest input, string service, string path, params (string Name, string Value)[] parts)
    {
        var request = new DefaultRequest(input, service) { HttpMethod = "GET", ResourcePath = path, UseQueryString = true };
        foreach (var (name, value) in parts)
        {
            request.AddPathResource($"{{{name}}}", value);
        }

        return request;
    }

    public static string Text(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static int? Number(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : [];

    private static byte[] Body(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public sealed class Marshaller<T>(Func<T, IRequest> marshall) : IMarshaller<IRequest, AmazonWebServiceRequest>
        where T : AmazonWebServiceRequest
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => marshall((T)input);
    }

    /// <param name="read">An answer.</param>
    /// <param name="fail">An exception of its code, from message, cause, blame, code, request id and status.</param>
    public sealed class Unmarshaller(
        Func<JsonElement, AmazonWebServiceResponse> read,
        Func<string, Exception, ErrorType, string, string, HttpStatusCode, AmazonServiceException> fail) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            using var answer = JsonDocument.Parse(input.Stream);
            return read(answer.RootElement);
        }

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var (type, message) = Error(input.Stream);
            var code = (Header(input, "x-amzn-ErrorType") ?? type ?? "").Split(':')[0].Split('#')[^1];
            return fail(message, innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, code, Header(input, "x-amzn-RequestId"), statusCode);
        }

        private static string Header(JsonUnmarshallerContext input, string name) => input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;

        private static (string Type, string Message) Error(Stream stream)
        {
            try
            {
                using var answer = JsonDocument.Parse(stream);
                var root = answer.RootElement;
                return (root.Text("__type") ?? root.Text("code"), root.Text("message") ?? root.Text("Message"));
            }
            catch (JsonException)
            {
                return (null, null); // No JSON: the status says what there is to say.
            }
        }
    }
}
