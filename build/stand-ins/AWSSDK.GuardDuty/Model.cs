using Amazon.Runtime;

namespace Amazon.GuardDuty
{
    public class DetectorStatus(string value) : ConstantClass(value);

    public class FindingPublishingFrequency(string value) : ConstantClass(value);

    public class DetectorFeatureResult(string value) : ConstantClass(value);

    public class FeatureStatus(string value) : ConstantClass(value);
}

namespace Amazon.GuardDuty.Model
{
    public class ListDetectorsRequest : AmazonWebServiceRequest;

    public class ListDetectorsResponse : AmazonWebServiceResponse
    {
        public List<string> DetectorIds { get; set; }
    }

    public class GetDetectorRequest : AmazonWebServiceRequest
    {
        public string DetectorId { get; set; }
    }

    public class GetDetectorResponse : AmazonWebServiceResponse
    {
        public List<DetectorFeatureConfigurationResult> Features { get; set; }
        public FindingPublishingFrequency FindingPublishingFrequency { get; set; }
        public DetectorStatus Status { get; set; }
    }

    public class DetectorFeatureConfigurationResult
    {
        public DetectorFeatureResult Name { get; set; }
        public FeatureStatus Status { get; set; }
    }
}
