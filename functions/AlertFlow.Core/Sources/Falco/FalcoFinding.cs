using AlertFlow.Findings;
using AlertFlow.Sources.Containers;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.Falco;

/// <summary>One alert of Falco to its OCSF form.</summary>
internal static class FalcoFinding
{
    public static Finding Of(FalcoAlert alert, string rule, DateTimeOffset time)
    {
        var scene = FieldScene.Read(alert.Root, alert.Fields);
        return new()
        {
            ActivityId = Activity.Create,
            Time = time,
            SeverityId = Bucket(alert.Priority),
            StatusId = Status.New,
            IsAlert = true,
            Message = alert.Output ?? rule,
            Metadata = new()
            {
                Uid = ContentId.Of($"falco|{alert.Id}"),
                CorrelationUid = Correlation.Of(scene.Resources).Uid,
                Product = new() { Name = "Falco", VendorName = FalcoSource.Row.Vendor },
                LogProvider = "falco",
                EventCode = rule,
                OriginalTime = alert.OriginalTime,
                Labels = alert.Tags.Count > 0 ? alert.Tags : null,
            },
            Cloud = scene.Cloud,
            FindingInfo = new()
            {
                Uid = alert.Id,
                Title = rule,
                CreatedTime = time,
                Analytic = new() { TypeId = AnalyticType.Rule, Name = rule },
                DataSources = alert.DataSource is { } source ? [source] : null,
            },
            Resources = scene.Resources,
            Evidences = scene.Evidences.Count > 0 ? scene.Evidences : null,
            Observables = Observables.Of(scene.Resources, scene.Evidences),
            Attacks = MitreAttack.Listed(alert.Tags.Select(MitreAttack.OfTag)),

            // Last of all: by now all that has a home is read.
            Unmapped = alert.Unread(),
        };
    }

    /// <summary>The words of syslog, in any case; falcosidekick also takes <c>info</c>.</summary>
    private static Severity Bucket(string? priority) => priority?.ToUpperInvariant() switch
    {
        "EMERGENCY" or "ALERT" or "CRITICAL" => Severity.Critical,
        "ERROR" => Severity.High,
        "WARNING" => Severity.Medium,
        "NOTICE" => Severity.Low,
        "INFORMATIONAL" or "INFO" or "DEBUG" => Severity.Informational,
        _ => Severity.Unknown,
    };
}
