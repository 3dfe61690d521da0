#nullable disable
using AlertFlow.StandIns;
using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.EventBridge;

public class AmazonEventBridgeConfig : ClientConfig
{
    public AmazonEventBridgeConfig()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "events";
        EndpointProvider = new StandInClient.Provider("events");
    }

    public override string ServiceVersion => "2015-10-07";

    public override string RegionEndpointServiceName => "events";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "events");
}

public class AmazonEventBridgeClient : AmazonServiceClient
{
    public AmazonEventBridgeClient()
        : this(new AmazonEventBridgeConfig())
    {
    }

    public AmazonEventBridgeClient(AmazonEventBridgeConfig config)
        : base(config)
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("EventBridge");

    public virtual Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default) => InvokeAsync<PutEventsResponse>(
        request, new InvokeOptions { RequestMarshaller = Wire.PutEvents, ResponseUnmarshaller = Wire.PutEventsAnswer }, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}

public class AmazonEventBridgeException : AmazonServiceException
{
    public AmazonEventBridgeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
