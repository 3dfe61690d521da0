using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Sentences that several sections use.</summary>
internal static class Problems
{
    public static string SeverityNames { get; } =
        string.Join(", ", SeverityName.All.Where(severity => severity is not Findings.Severity.Unknown).Select(severity => severity.Caption.ToLowerInvariant()));

    public static string Severity(string written) => $"unknown severity {Report.Quote(written)}, expected one of {SeverityNames}";
}
