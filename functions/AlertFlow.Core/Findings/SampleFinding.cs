namespace AlertFlow.Findings;

/// <summary>
/// A finding that a source invented on request, as an example. Its severity is always Informational; the severity that the
/// source gave stays in <c>vendor_attributes</c>.
/// </summary>
public static class SampleFinding
{
    /// <summary>The label that matchers recognise it by.</summary>
    public const string Label = "sample-finding";

    /// <summary>The text before its rule in messages, as in GuardDuty's console.</summary>
    public const string Mark = "[SAMPLE] ";

    extension(Finding finding)
    {
        public bool IsSample => finding.Metadata.Labels?.Contains(Label) is true;
    }
}
