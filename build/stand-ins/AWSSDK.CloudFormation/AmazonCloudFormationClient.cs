#nullable disable
using AlertFlow.StandIns;
using Amazon.CloudFormation.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CloudFormation;

public class AmazonCloudFormationConfig : ClientConfig
{
    public AmazonCloudFormationConfig()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "cloudformation";
        EndpointProvider = new StandInClient.Provider("cloudformation");
    }

    public override string ServiceVersion => "2010-05-15";

    public override string RegionEndpointServiceName => "cloudformation";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "cloudformation");
}

public class AmazonCloudFormationClient : AmazonServiceClient
{
    public AmazonCloudFormationClient()
        : this(new AmazonCloudFormationConfig())
    {
    }

    public AmazonCloudFormationClient(AmazonCloudFormationConfig config)
        : base(config)
    {
    }

    public AmazonCloudFormationClient(AWSCredentials credentials, AmazonCloudFormationConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("CloudFormation");

    public virtual Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken = default) => InvokeAsync<DescribeStacksResponse>(
        request, new InvokeOptions { RequestMarshaller = Wire.DescribeStacks, ResponseUnmarshaller = Wire.DescribeStacksAnswer }, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}

public class AmazonCloudFormationException : AmazonServiceException
{
    public AmazonCloudFormationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
