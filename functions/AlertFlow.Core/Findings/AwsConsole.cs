using System.Text.RegularExpressions;

namespace AlertFlow.Findings;

/// <summary>Addresses of the AWS Management Console. Each partition has its own; an unknown partition has none.</summary>
/// <seealso href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html"/>
public static partial class AwsConsole
{
    /// <summary>Returns the console's address in a region, without a slash at the end.</summary>
    /// <param name="partition">Null for the partition that the region belongs to.</param>
    /// <param name="region">May be invalid: samples have a region called "region".</param>
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

    /// <summary>Returns the partition of a region, for sources that name only the region.</summary>
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
