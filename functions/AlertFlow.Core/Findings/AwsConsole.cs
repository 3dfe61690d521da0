using System.Text.RegularExpressions;

namespace AlertFlow.Findings;

/// <summary>Pages of the AWS Management Console. Each partition has its own; of a partition that is not known there is none.</summary>
/// <seealso href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html"/>
public static partial class AwsConsole
{
    /// <summary>The console's address in a region, without a slash at its end.</summary>
    /// <param name="partition">Null: the one that the region's name tells.</param>
    /// <param name="region">Samples carry a region called "region", which has no console.</param>
    public static string? Of(string? partition, string? region)
    {
        if (region is null || !RegionName().IsMatch(region))
        {
            return null;
        }

        var domain = (partition ?? PartitionOf(region)) switch
        {
            "aws" => "console.aws.amazon.com",
            "aws-cn" => "console.amazonaws.cn",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            _ => null,
        };
        return domain is null ? null : $"https://{region}.{domain}";
    }

    /// <summary>The partition of a region, for where the source names only the latter.</summary>
    public static string PartitionOf(string? region) => region switch
    {
        not null when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        not null when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        not null when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        not null when region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
        not null when region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
        _ => "aws",
    };

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]{1,16}){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionName();
}
