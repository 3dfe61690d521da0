using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Whether GuardDuty made the finding up (<c>CreateSampleFindings</c>). A sample is told to nobody, so that no text which an
/// attacker chooses may look like the mark: it is a member of its own, never a part of a value.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html"/>
internal static class GuardDutySample
{
    private const string Mark = "sample";

    public static bool Is(SourceNode additional) => additional[Mark].PeekBool() is true || IsSaidIn(additional["value"].PeekText());

    /// <summary>The newer form holds the same members as JSON in a text.</summary>
    private static bool IsSaidIn(string? value) =>
        value?.Contains($"\"{Mark}\"", StringComparison.Ordinal) is true && EventJson.Of(value) is { } json && SourceNode.Of(json)[Mark].PeekBool() is true;
}
