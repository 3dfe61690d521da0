#nullable disable
using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class DescribeSecretRequest : AmazonWebServiceRequest
{
    public string SecretId { get; set; }
}

public class DescribeSecretResponse : AmazonWebServiceResponse
{
    public string ARN { get; set; }
    public string Name { get; set; }

    /// <summary>By the ids of versions, the labels of each: one that has a value is <c>AWSCURRENT</c>.</summary>
    public Dictionary<string, List<string>> VersionIdsToStages { get; set; }
}
