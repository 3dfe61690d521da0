using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>All that a finding shows: what ran, what was scanned, what was done, and why GuardDuty takes it for a threat.</summary>
internal static class GuardDutyEvidence
{
    public static Evidence[] Read(SourceNode resource, SourceNode service, GuardDutySequence? sequence)
    {
        var container = GuardDutyRuntime.Container(resource);
        Evidence[] evidences =
        [
            .. GuardDutyRuntime.Read(service["runtimeDetails"], container),
            .. GuardDutyMalware.Read(service, container),
            .. GuardDutyActions.Read(service["action"], resource, container),
            .. sequence?.Evidences ?? [],
            .. service["evidence"]["threatIntelligenceDetails"].Items.Select(Intelligence).OfType<Evidence>(),
            .. Anomaly(service["detection"]["anomaly"]),
        ];
        return evidences.Length is 0 && container is not null
            ? [new() { Container = container, Data = JsonText.Object(("container", container.Name ?? container.Uid)) }]
            : evidences;
    }

    /// <summary>A list that knows the other end, or the file.</summary>
    private static Evidence? Intelligence(SourceNode details)
    {
        var name = details["threatListName"].PeekText();
        return details.Json() is { } data ? new() { Name = name, Data = JsonText.Object(("threat_intelligence", data)) } : null;
    }

    /// <summary>What is unusual, against the profiles of what is usual.</summary>
    private static IEnumerable<Evidence> Anomaly(SourceNode anomaly)
    {
        if (anomaly.Json() is { } data)
        {
            yield return new() { Name = "anomaly", Data = JsonText.Object(("anomaly", data)) };
        }
    }
}
