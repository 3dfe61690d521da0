#nullable disable
using AlertFlow.StandIns;
using Amazon.GuardDuty.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.GuardDuty;

public class AmazonGuardDutyConfig : ClientConfig
{
    public AmazonGuardDutyConfig()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "guardduty";
        EndpointProvider = new StandInClient.Provider("guardduty");
    }

    public override string ServiceVersion => "2017-11-28";

    public override string RegionEndpointServiceName => "guardduty";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "guardduty");
}

public class AmazonGuardDutyClient : AmazonServiceClient
{
    public AmazonGuardDutyClient()
        : this(new AmazonGuardDutyConfig())
    {
    }

    public AmazonGuardDutyClient(AmazonGuardDutyConfig config)
        : base(config)
    {
    }

    public AmazonGuardDutyClient(AWSCredentials credentials, AmazonGuardDutyConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("GuardDuty");

    public virtual Task<ListDetectorsResponse> ListDetectorsAsync(ListDetectorsRequest request, CancellationToken cancellationToken = default) => InvokeAsync<ListDetectorsResponse>(
        request, new InvokeOptions { RequestMarshaller = Wire.ListDetectors, ResponseUnmarshaller = Wire.ListDetectorsAnswer }, cancellationToken);

    public virtual Task<GetDetectorResponse> GetDetectorAsync(GetDetectorRequest request, CancellationToken cancellationToken = default) => InvokeAsync<GetDetectorResponse>(
        request, new InvokeOptions { RequestMarshaller = Wire.GetDetector, ResponseUnmarshaller = Wire.GetDetectorAnswer }, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}

public class AmazonGuardDutyException : AmazonServiceException
{
    public AmazonGuardDutyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
