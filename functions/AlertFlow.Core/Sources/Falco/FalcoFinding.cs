using AlertFlow.Findings;
using AlertFlow.Sources.Containers;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.Falco;

/// <summary>Turns an alert of Falco into a finding.</summary>
internal static class FalcoFinding
{
    public static Finding Of(FalcoAlert alert, string rule, DateTimeOffset time) => new Normalised
    {
        Source = FalcoSource.Row,
        Identity = alert.Id,
        Rule = rule,
        Time = time,
        Severity = SeverityOf(alert.Priority),
        Scene = FieldScene.Read(alert.Root, alert.Fields),
        Info = new()
        {
            Uid = alert.Id,
            Title = rule,
            CreatedTime = time,
            Analytic = new() { TypeId = AnalyticType.Rule, Name = rule },
            DataSources = alert.DataSource is { } source ? [source] : null,
        },
        Message = alert.Output,
        OriginalTime = alert.OriginalTime,
        Labels = alert.Tags,
        Attacks = alert.Tags.Select(MitreAttack.OfTag),
    }.ToFinding(alert.Unread);

    /// <summary>Maps the priorities of syslog, in any case. falcosidekick also accepts <c>info</c>.</summary>
    private static Severity SeverityOf(string? priority) => priority?.ToUpperInvariant() switch
    {
        "EMERGENCY" or "ALERT" or "CRITICAL" => Severity.Critical,
        "ERROR" => Severity.High,
        "WARNING" => Severity.Medium,
        "NOTICE" => Severity.Low,
        "INFORMATIONAL" or "INFO" or "DEBUG" => Severity.Informational,
        _ => Severity.Unknown,
    };
}
