using System.Net;
using AlertFlow.StandIns;
using Amazon.EventBridge.Model;
using Amazon.Runtime;

namespace Amazon.EventBridge;

public class AmazonEventBridgeConfig() : StandInConfig(Wire.Service);

public class AmazonEventBridgeClient : StandInClient
{
    public AmazonEventBridgeClient(AmazonEventBridgeConfig config)
        : base(config)
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public virtual Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(Wire.PutEvents, request, cancellationToken);
}

public class AmazonEventBridgeException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
