namespace AlertFlow.Findings;

/// <summary>
/// A finding that a source made up on request, to show what its findings look like. It is rated Informational, whatever it
/// plays, and the severity that it plays stays in <c>vendor_attributes</c>.
/// </summary>
public static class SampleFinding
{
    /// <summary>The label that it bears, for matchers.</summary>
    public const string Label = "sample-finding";

    /// <summary>What people see before its rule, as in GuardDuty's console.</summary>
    public const string Mark = "[SAMPLE] ";

    extension(Finding finding)
    {
        public bool IsSample => finding.Metadata.Labels?.Contains(Label) is true;
    }
}
