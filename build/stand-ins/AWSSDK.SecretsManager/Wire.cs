#nullable disable
using System.Text.Json;
using AlertFlow.StandIns;

namespace Amazon.SecretsManager.Model;

/// <summary>The protocol <c>awsJson1_1</c>.</summary>
internal static class Wire
{
    public static StandInJson.Marshaller<DescribeSecretRequest> DescribeSecret { get; } = new(input => StandInJson.Call(
        input, "Amazon.SecretsManager", "secretsmanager.DescribeSecret", json => json.WriteString("SecretId", input.SecretId)));

    public static StandInJson.Unmarshaller DescribeSecretAnswer { get; } = new(
        answer => new DescribeSecretResponse
        {
            ARN = answer.Text("ARN"),
            Name = answer.Text("Name"),
            VersionIdsToStages = answer.TryGetProperty("VersionIdsToStages", out var versions) && versions.ValueKind is JsonValueKind.Object
                ? versions.EnumerateObject().ToDictionary(version => version.Name, version => version.Value.EnumerateArray().Select(stage => stage.GetString()).ToList())
                : [],
        },
        (message, cause, blame, code, id, status) => code is "ResourceNotFoundException"
            ? new ResourceNotFoundException(message, cause, blame, code, id, status)
            : new AmazonSecretsManagerException(message, cause, blame, code, id, status));
}

public class ResourceNotFoundException : AmazonSecretsManagerException
{
    public ResourceNotFoundException(string message, Exception innerException, Amazon.Runtime.ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
