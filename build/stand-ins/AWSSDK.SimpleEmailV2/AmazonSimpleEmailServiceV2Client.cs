#nullable disable
using AlertFlow.StandIns;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SimpleEmailV2.Model;

namespace Amazon.SimpleEmailV2;

public interface IAmazonSimpleEmailServiceV2 : IDisposable
{
    Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default);
}

public class AmazonSimpleEmailServiceV2Config : ClientConfig
{
    public AmazonSimpleEmailServiceV2Config()
        : base(StandInClient.Defaults)
    {
        AuthenticationServiceName = "ses";
        EndpointProvider = new StandInClient.Provider("email");
    }

    public override string ServiceVersion => "2019-09-27";

    public override string RegionEndpointServiceName => "email";

    public override string UserAgent => "AlertFlow stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => StandInClient.EndpointOf(this, "email");
}

public class AmazonSimpleEmailServiceV2Client : AmazonServiceClient, IAmazonSimpleEmailServiceV2
{
    public AmazonSimpleEmailServiceV2Client()
        : this(new AmazonSimpleEmailServiceV2Config())
    {
    }

    public AmazonSimpleEmailServiceV2Client(AmazonSimpleEmailServiceV2Config config)
        : base(config)
    {
    }

    public AmazonSimpleEmailServiceV2Client(AWSCredentials credentials, AmazonSimpleEmailServiceV2Config clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new StandInClient.Metadata("SESv2");

    public virtual Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default) => InvokeAsync<SendEmailResponse>(
        request,
        new InvokeOptions { RequestMarshaller = SendEmailMarshaller.Instance, ResponseUnmarshaller = SendEmailUnmarshaller.Instance },
        cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => StandInClient.Customize(pipeline);
}
