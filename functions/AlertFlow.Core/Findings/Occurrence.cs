namespace AlertFlow.Findings;

/// <summary>The source of a finding, and the times at which it happened by the source's clock.</summary>
public static class Occurrence
{
    extension(Finding finding)
    {
        /// <summary>The catalogue name of the source.</summary>
        public string Source => finding.Metadata.LogProvider;

        public DateTimeOffset FirstSeen => finding.StartTime ?? finding.FindingInfo.FirstSeenTime ?? finding.Time;

        public DateTimeOffset LastSeen => finding.EndTime ?? finding.FindingInfo.LastSeenTime ?? finding.Time;
    }
}
