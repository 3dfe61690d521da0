using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads all evidence of a finding: processes, scans, actions, and the reasons why GuardDuty sees a threat.</summary>
internal static class GuardDutyEvidence
{
    public static IReadOnlyList<Evidence> Read(SourceNode resource, SourceNode service, GuardDutySequence? sequence)
    {
        var container = GuardDutyRuntime.Container(resource);
        List<Evidence> evidences = [];
        GuardDutyRuntime.Read(service["runtimeDetails"], container, evidences);
        GuardDutyMalware.Read(service, container, evidences);
        GuardDutyActions.Read(service["action"], resource, container, evidences);
        evidences.AddRange(sequence?.Evidences ?? []);
        Intelligence(service["evidence"]["threatIntelligenceDetails"], evidences);
        Anomaly(service["detection"]["anomaly"], evidences);
        if (container is not null && !evidences.Exists(evidence => evidence.Container is not null))
        {
            evidences.Add(Evidence.Of(container));
        }

        return evidences;
    }

    /// <summary>Adds the threat lists that have the remote address or the file.</summary>
    private static void Intelligence(SourceNode lists, List<Evidence> evidences)
    {
        foreach (var list in lists.Items)
        {
            var name = list["threatListName"].PeekText();
            if (list.Json() is { } data)
            {
                evidences.Add(new() { Name = name, Data = JsonText.Object(("threat_intelligence", data)) });
            }
        }
    }

    /// <summary>Adds unusual behaviour, with the profiles of usual behaviour.</summary>
    private static void Anomaly(SourceNode anomaly, List<Evidence> evidences)
    {
        if (anomaly.Json() is { } data)
        {
            evidences.Add(new() { Name = "anomaly", Data = JsonText.Object(("anomaly", data)) });
        }
    }
}
