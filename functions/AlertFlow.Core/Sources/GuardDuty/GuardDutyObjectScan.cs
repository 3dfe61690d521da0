using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Turns a scan result of Malware Protection for S3 into a finding. There is an event for each scanned object, and only a threat is a
/// finding. It has the rule of a detector's finding about such an object, so that both are one signal.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html"/>
internal static class GuardDutyObjectScan
{
    private const string MaliciousFile = "Object:S3/MaliciousFile";

    public static ParseResult Result(SourceNode root, SourceNode detail)
    {
        var result = detail["scanResultDetails"];
        var status = result["scanResultStatus"].PeekText() ?? detail["scanStatus"].PeekText();
        if (status is null)
        {
            return new ParseResult.Malformed("it has no scan result: neither \"scanResultStatus\" nor \"scanStatus\"");
        }

        if (!string.Equals(status, "THREATS_FOUND", StringComparison.OrdinalIgnoreCase))
        {
            return new ParseResult.Ignored($"the scan of an object ended with {Quoted.Of(status)}: only THREATS_FOUND is a finding");
        }

        var scanned = Scanned(detail["s3ObjectDetails"], root);
        string[] threats = [.. result["threats"].Items.Select(threat => threat["name"].Text()).OfType<string>()];
        return new GuardDutyState
        {
            Rule = MaliciousFile,
            Severity = Severity.High,
            Title = $"A malicious object was found in the S3 bucket {scanned.Bucket}.",
            Desc = threats.Length > 0 ? $"Threats found: {string.Join(", ", threats)}" : null,
            Place = scanned.Place,
            Resources = scanned.Resources,
            Evidences = threats.Length > 0 ? [.. threats.Select(scanned.Threat)] : [scanned.Threat(null)],
            Time = null,
            Feature = "MalwareProtection",
            Version = scanned.Version,
            Remediation = GuardDutyDocumentation.Of(MaliciousFile),
        }.Parsed(root, detail);
    }

    /// <summary>Reads a failure to tag an object. Only a policy that requires the tag protects from the object.</summary>
    public static ParseResult ActionFailed(SourceNode root, SourceNode detail)
    {
        var scanned = Scanned(detail["s3ObjectDetails"], root);
        return new GuardDutyState
        {
            Rule = "Malware Protection Post Scan Action Failed",
            Severity = Severity.Low,
            Title = $"An object of the S3 bucket {scanned.Bucket} could not be tagged with the result of its scan.",
            Place = scanned.Place,
            Resources = scanned.Resources,
            Evidences = detail["postScanActions"].Json() is { } actions
                ? [scanned.Threat(null) with { Data = JsonText.Object(("actions", actions)) }] : [],
            Time = detail["eventTime"].Time(),
            Feature = "MalwareProtection",
            Version = scanned.Version,
            Remediation = new()
            {
                Desc =
                    "The role of the protection plan lacks the permission to tag, "
                    + "or the object is gone or has all the tags that it can have.",
                References = ["https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html"],
            },
        }.Parsed(root, detail);
    }

    /// <summary>Returns a bucket with the same uid as in GuardDuty's findings.</summary>
    public static ResourceDetails Bucket(string name, Place place) =>
        GuardDutyResources.Regional(ResourceType.Bucket, name, ResourceRole.Target, place)
            with
        { Name = name, UidAlt = $"arn:{place.Partition}:s3:::{name}" };

    private static ScannedObject Scanned(SourceNode item, SourceNode root)
    {
        var place = GuardDutyState.PlaceOf(root, null);
        var (bucket, key) = (item["bucketName"].Text(), item["objectKey"].Text());
        var (etag, version) = (item["eTag"].PeekText(), item["versionId"].PeekText());
        ResourceDetails? stored = key is null ? null
            : GuardDutyResources.Regional(
                ResourceType.S3Object, $"arn:{place.Partition}:s3:::{bucket}/{key}", ResourceRole.Related, place) with
            {
                Name = key,
                Version = item["versionId"].Text(),
                Data = JsonText.Object(("etag", item["eTag"].Text())),
            };
        ResourceDetails?[] resources = [bucket is null ? GuardDutyResources.Account(place) : Bucket(bucket, place), stored];
        return new(place, bucket ?? "of an unknown name", key, $"{etag}|{version}", [.. resources.OfType<ResourceDetails>()]);
    }

    private sealed record ScannedObject(Place Place, string Bucket, string? Key, string Version, IReadOnlyList<ResourceDetails> Resources)
    {
        public Evidence Threat(string? name) => new()
        {
            Name = name,
            File = Key is null ? null : new() { Name = FileDetails.NameOf(Key), Path = Key },
            Data = Key is null ? JsonText.Object(("bucket", Bucket)) : null,
        };
    }
}
