using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace AlertFlow.StandIns;

/// <summary>Makes a service's own exception.</summary>
internal delegate AmazonServiceException StandInFailure(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode);

/// <summary>Says how a service is named, found and signed for, and which exception it throws.</summary>
/// <param name="Id">The service id of its model, such as <c>SESv2</c>.</param>
/// <param name="Host">The first part of its host name.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="Fail">Makes its exception.</param>
internal sealed record StandInService(string Id, string Host, string Version, StandInFailure Fail) : IEndpointProvider, IServiceMetadata
{
    /// <summary>The name in the scope of a signature.</summary>
    public string SigningName { get; init; } = Host;

    string IServiceMetadata.ServiceId => Id;

    IDictionary<string, string> IServiceMetadata.OperationNameMapping { get; } = new Dictionary<string, string>();

    Endpoint IEndpointProvider.ResolveEndpoint(EndpointParameters parameters) => EndpointOf((IClientConfig)parameters["Config"]);

    /// <summary>Finds the address as the SDK does: in the client, in the environment for the service, there for all.</summary>
    public Endpoint EndpointOf(IClientConfig config)
    {
        var url = config.ServiceURL
            ?? Environment.GetEnvironmentVariable($"AWS_ENDPOINT_URL_{Id.ToUpperInvariant().Replace(' ', '_')}")
            ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        if (url is { Length: > 0 })
        {
            return new Endpoint(url);
        }

        var region = config.RegionEndpoint ?? throw new AmazonClientException("No RegionEndpoint or ServiceURL configured");
        return new Endpoint($"https://{Host}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }
}
