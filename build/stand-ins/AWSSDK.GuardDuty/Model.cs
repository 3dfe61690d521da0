#nullable disable
using Amazon.Runtime;

namespace Amazon.GuardDuty
{
    public class DetectorStatus : ConstantClass
    {
        public static readonly DetectorStatus DISABLED = new("DISABLED");
        public static readonly DetectorStatus ENABLED = new("ENABLED");

        public DetectorStatus(string value)
            : base(value)
        {
        }
    }

    public class FindingPublishingFrequency : ConstantClass
    {
        public static readonly FindingPublishingFrequency FIFTEEN_MINUTES = new("FIFTEEN_MINUTES");
        public static readonly FindingPublishingFrequency ONE_HOUR = new("ONE_HOUR");
        public static readonly FindingPublishingFrequency SIX_HOURS = new("SIX_HOURS");

        public FindingPublishingFrequency(string value)
            : base(value)
        {
        }
    }

    public class DetectorFeatureResult : ConstantClass
    {
        public static readonly DetectorFeatureResult RUNTIME_MONITORING = new("RUNTIME_MONITORING");

        public DetectorFeatureResult(string value)
            : base(value)
        {
        }
    }

    public class FeatureAdditionalConfiguration : ConstantClass
    {
        public static readonly FeatureAdditionalConfiguration ECS_FARGATE_AGENT_MANAGEMENT = new("ECS_FARGATE_AGENT_MANAGEMENT");

        public FeatureAdditionalConfiguration(string value)
            : base(value)
        {
        }
    }

    public class FeatureStatus : ConstantClass
    {
        public static readonly FeatureStatus DISABLED = new("DISABLED");
        public static readonly FeatureStatus ENABLED = new("ENABLED");

        public FeatureStatus(string value)
            : base(value)
        {
        }
    }
}

namespace Amazon.GuardDuty.Model
{
    public class ListDetectorsRequest : AmazonGuardDutyRequest
    {
        public string NextToken { get; set; }
    }

    public class ListDetectorsResponse : AmazonWebServiceResponse
    {
        public List<string> DetectorIds { get; set; }
        public string NextToken { get; set; }
    }

    public class GetDetectorRequest : AmazonGuardDutyRequest
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
        public List<DetectorAdditionalConfigurationResult> AdditionalConfiguration { get; set; }
        public DetectorFeatureResult Name { get; set; }
        public FeatureStatus Status { get; set; }
    }

    public class DetectorAdditionalConfigurationResult
    {
        public FeatureAdditionalConfiguration Name { get; set; }
        public FeatureStatus Status { get; set; }
    }

    public class AmazonGuardDutyRequest : AmazonWebServiceRequest;
}
