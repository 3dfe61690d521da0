using AlertFlow.StandIns;

namespace Amazon.SecretsManager.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "Secrets Manager",
        "secretsmanager",
        "2017-10-17",
        (text, cause, blame, code, id, status) => new AmazonSecretsManagerException(text, cause, blame, code, id, status));

    public static StandInCall<DescribeSecretRequest, DescribeSecretResponse> DescribeSecret { get; } = StandInJson.Call(
        Service,
        "secretsmanager.DescribeSecret",
        (DescribeSecretRequest input) => new() { ["SecretId"] = input.SecretId },
        answer => new DescribeSecretResponse
        {
            VersionIdsToStages = answer.Members("VersionIdsToStages").ToDictionary(
                version => version.Name, version => version.Value.EnumerateArray().Select(stage => stage.GetString()).ToList()),
        });
}
