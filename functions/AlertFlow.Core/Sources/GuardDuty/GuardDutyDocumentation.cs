using System.Text;
using AlertFlow.Findings;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>The page of GuardDuty's user guide that explains a finding type.</summary>
internal static class GuardDutyDocumentation
{
    private const string Guide = "https://docs.aws.amazon.com/guardduty/latest/ug/";

    private static readonly (string Part, string Page)[] Pages =
    [
        ("AttackSequence:", "guardduty-attack-sequence-finding-types.html"),
        ("Object:S3/", "gdu-malware-protection-s3-finding-types.html"),
        ("/MaliciousFile", "findings-malware-protection.html"),
        ("/SuspiciousFile", "findings-malware-protection.html"),
        (":Runtime/", "findings-runtime-monitoring.html"),
        (":EC2/", "guardduty_finding-types-ec2.html"),
        (":IAMUser/", "guardduty_finding-types-iam.html"),
        (":S3/", "guardduty_finding-types-s3.html"),
        (":Kubernetes/", "guardduty-finding-types-eks-audit-logs.html"),
        (":Lambda/", "lambda-protection-finding-types.html"),
        (":RDS/", "findings-rds-protection.html"),
    ];

    public static Remediation Of(string type)
    {
        var page = Pages.FirstOrDefault(known => type.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Page;
        return new()
        {
            Desc = "GuardDuty's documentation says what this finding type means and how to respond to it.",
            References = [page is null ? $"{Guide}guardduty_finding-types-active.html" : $"{Guide}{page}#{Anchor(type)}"],
        };
    }

    private static string Anchor(string type)
    {
        var anchor = new StringBuilder(type.Length);
        foreach (var character in type)
        {
            _ = character is ':' or '/' ? anchor.Append('-')
                : char.IsAsciiLetterOrDigit(character) ? anchor.Append(char.ToLowerInvariant(character))
                : anchor;
        }

        return anchor.ToString();
    }
}
