using System.Text;
using System.Text.Json.Nodes;

namespace AlertFlow.LocalAws.Proxy;

/// <summary>A call as it was received, its signature verified.</summary>
/// <param name="AccessKey">Whose it is: each execution environment has a key of its own.</param>
/// <param name="Service">The service's signing name: <c>dynamodb</c>, <c>sqs</c>, <c>sns</c>, <c>ses</c>, <c>s3</c>.</param>
/// <param name="Operation"><c>PutItem</c>; of S3 and SES the method and the path.</param>
/// <param name="Request">The request as text: request line, headers of its own, body.</param>
/// <param name="Body">The body.</param>
public sealed record AwsCall(string AccessKey, string Service, string Operation, string Request, string Body)
{
    /// <summary>0 where the connection was dropped.</summary>
    public int Status { get; set; }

    /// <summary>Of DynamoDB: the capacity that the call has consumed.</summary>
    public double Capacity { get; set; }

    public bool Reads => Operation is "GetItem" or "Query";

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    internal static string OperationOf(string service, string method, string path, string target, string body) => service switch
    {
        "dynamodb" or "sqs" or "events" or "secretsmanager" => target[(target.LastIndexOf('.') + 1)..],
        "sns" or "cloudformation" => FormField(body, "Action"),
        _ => $"{method} {path}",
    };

    private static string FormField(string body, string name) =>
        body.Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name) is [_, var value] ? value : "";
}

/// <summary>What becomes of a call, other than that it is answered.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>It is refused; the service never sees it.</summary>
    /// <param name="Code">An error of the service, such as <c>ThrottlingException</c>.</param>
    public sealed record Refuse(int Status, string Code) : Fault;

    /// <summary>The connection breaks; the service never saw the call.</summary>
    /// <param name="Meanwhile">What happens to the caller, if anything.</param>
    public sealed record DropBefore(Action? Meanwhile = null) : Fault;

    /// <summary>The service does its work; the connection breaks before the answer.</summary>
    /// <param name="Meanwhile">What happens to the caller, if anything.</param>
    public sealed record DropAfter(Action? Meanwhile = null) : Fault;
}

/// <summary>Errors in the form of each service.</summary>
internal static class AwsErrors
{
    public static (string ContentType, string? TypeHeader, byte[] Body) Of(string service, string code) => service switch
    {
        "dynamodb" => ("application/x-amz-json-1.0", null, Encoding.UTF8.GetBytes($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"refused by the test"}""")),
        "sqs" => ("application/x-amz-json-1.0", null, Encoding.UTF8.GetBytes($$"""{"__type":"com.amazonaws.sqs#{{code}}","message":"refused by the test"}""")),
        "sns" => ("text/xml", null, Encoding.UTF8.GetBytes(
            $"<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>refused by the test</Message></Error><RequestId>0</RequestId></ErrorResponse>")),
        "s3" => ("application/xml", null, Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>refused by the test</Message></Error>")),
        _ => ("application/json", code, Encoding.UTF8.GetBytes("""{"message":"refused by the test"}""")),
    };
}
