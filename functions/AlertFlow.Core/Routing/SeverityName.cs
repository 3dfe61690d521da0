using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Severities as people write them: the captions, in any case.</summary>
public static class SeverityName
{
    public static IReadOnlyList<Severity> All { get; } =
    [
        Severity.Unknown, Severity.Informational, Severity.Low, Severity.Medium, Severity.High, Severity.Critical, Severity.Fatal,
    ];

    public static bool TryParse(string text, out Severity severity)
    {
        foreach (var known in All)
        {
            if (known.Caption.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                severity = known;
                return true;
            }
        }

        severity = Severity.Unknown;
        return false;
    }
}
