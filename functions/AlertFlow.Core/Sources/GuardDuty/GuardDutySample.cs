using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Recognises GuardDuty's sample findings (<c>CreateSampleFindings</c>). Samples do not page, so an attacker must not be able to
/// forge the mark: it is a member of its own, never part of a value.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html"/>
internal static class GuardDutySample
{
    private const string Mark = "sample";

    public static bool Is(SourceNode additional) => additional[Mark].PeekBool() is true || IsSaidIn(additional["value"].PeekText());

    /// <summary>Looks for the mark in the newer form, which has the same members as JSON in a string.</summary>
    private static bool IsSaidIn(string? value) =>
        value?.Contains($"\"{Mark}\"", StringComparison.Ordinal) is true
        && EventJson.Of(value) is { } json && SourceNode.Of(json)[Mark].PeekBool() is true;
}
