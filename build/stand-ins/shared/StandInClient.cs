using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace AlertFlow.StandIns;

/// <summary>Where a service is: <c>ServiceURL</c>, else by its region; and SigV4 as its only way to sign.</summary>
internal static class StandInClient
{
    public static IDefaultConfigurationProvider Defaults { get; } = new DefaultConfigurationProvider(
        [new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard, S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional }]);

    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new Resolver());
        pipeline.AddHandlerAfter<Resolver>(new Auth());
    }

    public static Endpoint EndpointOf(IClientConfig config, string service)
    {
        // As the SDK does: the client's own setting, then the environment's for the service, then the one for all.
        var configured = config.ServiceURL
            ?? Environment.GetEnvironmentVariable($"AWS_ENDPOINT_URL_{service switch { "email" => "SESV2", "events" => "EVENTBRIDGE", "secretsmanager" => "SECRETS_MANAGER", _ => service.ToUpperInvariant() }}")
            ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        if (configured is { Length: > 0 } url)
        {
            return new Endpoint(url);
        }

        var region = config.RegionEndpoint ?? throw new AmazonClientException("No RegionEndpoint or ServiceURL configured");
        return new Endpoint($"https://{service}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }

    private sealed class Resolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        {
            var parameters = new ServiceParameters { ["Config"] = requestContext.ClientConfig };
            return parameters;
        }
    }

    private sealed class ServiceParameters : EndpointParameters;

    private sealed class Auth : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    internal sealed class Provider(string service) : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => EndpointOf((IClientConfig)parameters["Config"]!, service);
    }

    internal sealed class Metadata(string serviceId) : IServiceMetadata
    {
        public string ServiceId { get; } = serviceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
