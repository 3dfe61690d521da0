namespace AlertFlow.Findings;

/// <summary>Who speaks, and when it happened, by the source's own clock.</summary>
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
