using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Turns a loss of protection into a finding, because without protection there are no findings and silence proves nothing. Restored
/// protection is healthy and not a finding.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-assessing-coverage.html"/>
internal static class GuardDutyCoverage
{
    private const string Guide = "https://docs.aws.amazon.com/guardduty/latest/ug/";

    public static ParseResult Unhealthy(SourceNode root, SourceNode detail)
    {
        var place = GuardDutyState.PlaceOf(root, detail["resourceAccountId"].Text());
        var details = detail["resourceDetails"];
        var resource = Covered(details, place);
        var what = resource.Type is ResourceType.Account ? "a resource" : resource.Name ?? resource.Uid;
        return new GuardDutyState
        {
            Rule = "Runtime Protection Unhealthy",
            Severity = Severity.Medium,
            Title = $"GuardDuty Runtime Monitoring does not see all of {what}.",
            Desc = detail["issue"].Text(),
            Place = place,
            Resources = [resource],
            Evidences = details.Json() is { } data ? [new() { Name = "coverage", Data = JsonText.Object(("coverage", data)) }] : [],
            Time = detail["lastUpdatedAt"].Time(),
            Feature = "RuntimeMonitoring",
            Remediation = new()
            {
                Desc =
                    "Until coverage is healthy again, no runtime finding comes from there. "
                    + "GuardDuty's documentation has the steps for each issue.",
                References = [Guide + Page(resource.Type)],
            },
        }.Parsed(root, detail);
    }

    /// <summary>Reads an error of a plan: uploads to the bucket are not scanned.</summary>
    public static ParseResult PlanError(SourceNode root, SourceNode detail) =>
        Plan(root, detail, "Malware Protection Resource Status Error", Severity.Medium, "does not scan");

    /// <summary>Reads a warning of a plan: uploads may still be scanned.</summary>
    public static ParseResult PlanWarning(SourceNode root, SourceNode detail) =>
        Plan(root, detail, "Malware Protection Resource Status Warning", Severity.Low, "may not scan");

    private static ParseResult Plan(SourceNode root, SourceNode detail, string rule, Severity severity, string does)
    {
        var place = GuardDutyState.PlaceOf(root, null);
        var bucket = detail["s3BucketDetails"]["bucketName"].Text();
        var reasons = detail["statusReasons"].Json();
        return new GuardDutyState
        {
            Rule = rule,
            Severity = severity,
            Title = $"GuardDuty Malware Protection {does} the S3 bucket {bucket ?? "of a protection plan"}.",
            Place = place,
            Resources = [bucket is null ? GuardDutyResources.Account(place) : GuardDutyObjectScan.Bucket(bucket, place)],
            Evidences = reasons is null ? [] : [new() { Name = "reasons", Data = JsonText.Object(("reasons", reasons)) }],
            Time = detail["eventTime"].Time(),
            Feature = "MalwareProtection",
            Remediation = new()
            {
                Desc =
                    "Until the status is active again, what is uploaded may go unscanned. "
                    + "GuardDuty's documentation has the steps for each reason.",
                References = [$"{Guide}malware-protection-s3-bucket-status-gdu.html"],
            },
        }.Parsed(root, detail);
    }

    /// <summary>Returns the covered resource. A cluster's ARN is derived, so that the cluster has the same uid as in findings.</summary>
    private static ResourceDetails Covered(SourceNode details, Place place) =>
        details["ecsClusterDetails"]["clusterName"].Text() is { } ecs
            ? Ecs.Cluster(ArnOf("ecs", $"cluster/{ecs}", place), ecs, ResourceRole.Target, place.Region)
        : details["eksClusterDetails"]["clusterName"].Text() is { } eks
            ? GuardDutyResources.Regional(ResourceType.KubernetesCluster, ArnOf("eks", $"cluster/{eks}", place), ResourceRole.Target, place)
                    with
            { Name = eks }
        : GuardDutyCompute.Instance(details["ec2InstanceDetails"], ResourceRole.Target, place).FirstOrDefault()
            ?? GuardDutyResources.Account(place);

    private static string ArnOf(string service, string resource, Place place) =>
        place is { Region: { } region, Account: { } account } ? $"arn:{place.Partition}:{service}:{region}:{account}:{resource}" : resource;

    private static string Page(string resourceType) => resourceType switch
    {
        ResourceType.Cluster => "gdu-assess-coverage-ecs.html",
        ResourceType.KubernetesCluster => "eks-runtime-monitoring-coverage.html",
        ResourceType.Instance => "gdu-assess-coverage-ec2.html",
        _ => "runtime-monitoring-assessing-coverage.html",
    };
}
