using System.Net;
using AlertFlow.StandIns;
using Amazon.GuardDuty.Model;
using Amazon.Runtime;

namespace Amazon.GuardDuty;

public class AmazonGuardDutyConfig() : StandInConfig(Wire.Service);

public class AmazonGuardDutyClient : StandInClient
{
    public AmazonGuardDutyClient(AmazonGuardDutyConfig config)
        : base(config)
    {
    }

    public AmazonGuardDutyClient(AWSCredentials credentials, AmazonGuardDutyConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public virtual Task<ListDetectorsResponse> ListDetectorsAsync(
        ListDetectorsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(Wire.ListDetectors, request, cancellationToken);

    public virtual Task<GetDetectorResponse> GetDetectorAsync(GetDetectorRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(Wire.GetDetector, request, cancellationToken);
}

public class AmazonGuardDutyException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
