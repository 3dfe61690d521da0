using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace AlertFlow.StandIns;

/// <summary>Is the base of every client's settings.</summary>
public abstract class StandInConfig : ClientConfig
{
    private protected StandInConfig(StandInService service)
        : base(new DefaultConfigurationProvider(
            [new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        Service = service;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = service;
    }

    public override string ServiceVersion => Service.Version;

    public override string RegionEndpointServiceName => Service.Host;

    public override string UserAgent => "AlertFlow stand-in";

    internal StandInService Service { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => Service.EndpointOf(this);
}

/// <summary>Writes the request of one call, and reads its answer.</summary>
internal sealed record StandInCall<TRequest, TResponse>(Func<TRequest, IRequest> Write, ResponseUnmarshaller Answer)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse
{
    IRequest IMarshaller<IRequest, AmazonWebServiceRequest>.Marshall(AmazonWebServiceRequest input) => Write((TRequest)input);
}

/// <summary>Is the base of every client: it signs with SigV4 and sends through the SDK's own pipeline.</summary>
public abstract class StandInClient : AmazonServiceClient
{
    private protected StandInClient(StandInConfig config)
        : base(config)
    {
    }

    private protected StandInClient(AWSCredentials credentials, StandInConfig config)
        : base(credentials, config)
    {
    }

    protected override IServiceMetadata ServiceMetadata => ((StandInConfig)Config).Service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new Resolver());
        pipeline.AddHandlerAfter<Resolver>(new Auth());
    }

    private protected Task<TResponse> CallAsync<TRequest, TResponse>(
        StandInCall<TRequest, TResponse> call, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request, new InvokeOptions { RequestMarshaller = call, ResponseUnmarshaller = call.Answer }, cancellationToken);

    private sealed class Resolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            new ServiceParameters { ["Config"] = requestContext.ClientConfig };
    }

    private sealed class ServiceParameters : EndpointParameters;

    private sealed class Auth : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            AuthSchemeOption.DEFAULT_SIGV4;
    }
}
