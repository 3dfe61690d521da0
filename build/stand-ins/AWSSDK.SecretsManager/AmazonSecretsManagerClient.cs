#nullable disable
using AlertFlow.StandIns;
using Amazon.SecretsManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerConfig : ClientConfig
{
    public AmazonSecretsManagerConfig()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "secretsmanager";
        EndpointProvider = new StandInClient.Provider("secretsmanager");
    }

    public override string ServiceVersion => "2017-10-17";

    public override string RegionEndpointServiceName => "secretsmanager";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "secretsmanager");
}

public class AmazonSecretsManagerClient : AmazonServiceClient
{
    public AmazonSecretsManagerClient()
        : this(new AmazonSecretsManagerConfig())
    {
    }

    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig config)
        : base(config)
    {
    }

    public AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("Secrets Manager");

    public virtual Task<DescribeSecretResponse> DescribeSecretAsync(DescribeSecretRequest request, CancellationToken cancellationToken = default) => InvokeAsync<DescribeSecretResponse>(
        request, new InvokeOptions { RequestMarshaller = Wire.DescribeSecret, ResponseUnmarshaller = Wire.DescribeSecretAnswer }, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}

public class AmazonSecretsManagerException : AmazonServiceException
{
    public AmazonSecretsManagerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
