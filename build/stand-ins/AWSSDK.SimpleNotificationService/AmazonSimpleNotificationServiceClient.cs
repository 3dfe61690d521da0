#nullable disable
using AlertFlow.StandIns;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

public interface IAmazonSimpleNotificationService : IDisposable
{
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);
}

public class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    public AmazonSimpleNotificationServiceConfig()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "sns";
        EndpointProvider = new StandInClient.Provider("sns");
    }

    public override string ServiceVersion => "2010-03-31";

    public override string RegionEndpointServiceName => "sns";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "sns");
}

public class AmazonSimpleNotificationServiceClient : AmazonServiceClient, IAmazonSimpleNotificationService
{
    public AmazonSimpleNotificationServiceClient()
        : this(new AmazonSimpleNotificationServiceConfig())
    {
    }

    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig config)
        : base(config)
    {
    }

    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("SNS");

    public virtual Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default) => InvokeAsync<PublishResponse>(
        request,
        new InvokeOptions { RequestMarshaller = PublishMarshaller.Instance, ResponseUnmarshaller = PublishUnmarshaller.Instance },
        cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}
