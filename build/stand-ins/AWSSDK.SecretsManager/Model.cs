using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class DescribeSecretRequest : AmazonWebServiceRequest
{
    public string SecretId { get; set; }
}

public class DescribeSecretResponse : AmazonWebServiceResponse
{
    /// <summary>The labels of each version, by the version's id: the one that has a value is <c>AWSCURRENT</c>.</summary>
    public Dictionary<string, List<string>> VersionIdsToStages { get; set; }
}
