namespace AlertFlow.Findings;

/// <summary>OCSF <c>severity_id</c>. 99 is not "more than 6": compare with <c>IsAtLeast</c>.</summary>
/// <seealso href="https://schema.ocsf.io/1.6.0/classes/detection_finding"/>
public enum Severity
{
    Unknown = 0,
    Informational = 1,
    Low = 2,
    Medium = 3,
    High = 4,
    Critical = 5,
    Fatal = 6,
    Other = 99,
}

public static class SeverityExtensions
{
    extension(Severity severity)
    {
        public string Caption => severity.ToString();

        /// <summary>The position on the scale. Unknown and Other are below Informational.</summary>
        public int Rank => severity is Severity.Other ? 0 : (int)severity;

        public bool IsAtLeast(Severity other) => severity.Rank >= other.Rank;

        public bool IsAbove(Severity other) => severity.Rank > other.Rank;
    }
}
