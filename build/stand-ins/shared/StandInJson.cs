using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AlertFlow.StandIns;

/// <summary>Makes calls of the protocols <c>awsJson1_1</c> and <c>restJson1</c>.</summary>
internal static class StandInJson
{
    /// <summary>Names the call in a header, as <c>awsJson1_1</c> does.</summary>
    public static StandInCall<TRequest, TResponse> Call<TRequest, TResponse>(
        StandInService service, string target, Func<TRequest, JsonObject> body, Func<JsonElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        new(
            input => new DefaultRequest(input, service.Id)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Headers = { ["X-Amz-Target"] = target, ["Content-Type"] = "application/x-amz-json-1.1" },
                Content = Bytes(body(input)),
            },
            new Unmarshaller(service, read));

    /// <summary>Posts to a resource, as <c>restJson1</c> does.</summary>
    public static StandInCall<TRequest, TResponse> Post<TRequest, TResponse>(
        StandInService service, string path, Func<TRequest, JsonObject> body, Func<JsonElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        new(
            input => new DefaultRequest(input, service.Id)
            {
                HttpMethod = "POST",
                ResourcePath = path,
                Headers = { ["Content-Type"] = "application/json" },
                Content = Bytes(body(input)),
            },
            new Unmarshaller(service, read));

    /// <summary>Reads a resource, as <c>restJson1</c> does.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">May end in the last parameter's name, in braces.</param>
    /// <param name="id">The parameter's value.</param>
    /// <param name="read">Reads the answer.</param>
    public static StandInCall<TRequest, TResponse> Get<TRequest, TResponse>(
        StandInService service, string path, Func<TRequest, string> id, Func<JsonElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        new(
            input =>
            {
                var request = new DefaultRequest(input, service.Id) { HttpMethod = "GET", ResourcePath = path, UseQueryString = true };
                request.AddPathResource("{id}", id(input));
                return request;
            },
            new Unmarshaller(service, read));

    public static string Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    private static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Writes an object; a member that is null is left out, as the SDK does.</summary>
    private static byte[] Bytes(JsonObject json)
    {
        LeaveOutNulls(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            json.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    private static void LeaveOutNulls(JsonNode node)
    {
        if (node is JsonObject json)
        {
            foreach (var (name, _) in json.Where(member => member.Value is null).ToList())
            {
                json.Remove(name);
            }
        }

        foreach (var child in (node as JsonObject)?.Select(member => member.Value) ?? node as JsonArray ?? [])
        {
            LeaveOutNulls(child);
        }
    }

    private sealed class Unmarshaller(StandInService service, Func<JsonElement, AmazonWebServiceResponse> read) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            using var answer = JsonDocument.Parse(input.Stream);
            return read(answer.RootElement);
        }

        public override AmazonServiceException UnmarshallException(
            JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var (type, message) = Error(input.Stream);
            var code = (Header(input, "x-amzn-ErrorType") ?? type ?? "").Split(':')[0].Split('#')[^1];
            var blame = (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver;
            return service.Fail(message, innerException, blame, code, Header(input, "x-amzn-RequestId"), statusCode);
        }

        private static string Header(JsonUnmarshallerContext input, string name) =>
            input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;

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
                return (null, null); // The answer is not JSON: only the status is known.
            }
        }
    }
}
