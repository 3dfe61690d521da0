using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Sns;

/// <summary>Turns the samples of an incident's signals into OCSF evidence.</summary>
internal static class IncidentEvidence
{
    /// <summary>Replaces the lead's twin among the signals, because only the lead has its sample.</summary>
    public static IReadOnlyList<Evidence> Of(Notification notification)
    {
        var lead = notification.Lead;
        return
        [
            .. notification.Signals.Select(signal => (signal.Source, signal.Rule) == (lead.Source, lead.Rule) ? lead : signal)
                .Select(signal => Of(notification.Incident, signal)).OfType<Evidence>(),
        ];
    }

    /// <summary>Returns the observables: the resource, and the lead's process and remote end.</summary>
    public static IReadOnlyList<Observable> Observables(Notification notification)
    {
        var sample = notification.Lead.Sample;
        Observable?[] observables =
        [
            Observable("resources[0].uid", ObservableType.ResourceUid, notification.Resource.Uid),
            Observable("evidences[].process.cmd_line", ObservableType.CommandLine, sample?.CommandLine),
            Observable("evidences[].dst_endpoint.ip", ObservableType.IpAddress, sample?.Remote?.Ip),
            Observable("evidences[].dst_endpoint.hostname", ObservableType.Hostname, sample?.Remote?.Host),
            Observable("evidences[].query.hostname", ObservableType.Hostname, sample?.Domain),
        ];
        return [.. observables.OfType<Observable>()];
    }

    /// <summary>Returns evidence. OCSF does not accept a container alone, so it is sent only with another fact.</summary>
    private static Evidence? Of(string incident, SignalSummary signal)
    {
        if (signal.Sample is not { } sample)
        {
            return null;
        }

        var evidence = new Evidence
        {
            Name = RuleWords.Of(signal.Rule),
            Process = Process(incident, sample),
            Container = Container(sample),
            DstEndpoint = sample.Remote is { } remote ? new() { Ip = remote.Ip, Hostname = remote.Host, Port = remote.Port } : null,
            Query = sample.Domain is { } domain ? new() { Hostname = domain } : null,
            File = sample.File is { } file ? new() { Name = file[(file.TrimEnd('/').LastIndexOf('/') + 1)..], Path = file } : null,
            Api = sample.Operation is { } operation ? new() { Operation = operation } : null,
        };
        return evidence is { Process: null, DstEndpoint: null, Query: null, File: null, Api: null } ? null : evidence;
    }

    /// <summary>Returns the process. OCSF requires an id; a sample has none, so one is derived from its content.</summary>
    private static Process? Process(string incident, Sample sample) => sample is { Process: null, CommandLine: null, Parent: null, User: null }
        ? null
        : new()
        {
            Uid = IncidentFinding.Id(incident, sample.Process ?? "", sample.CommandLine ?? "", sample.Parent ?? ""),
            Name = sample.Process,
            CmdLine = sample.CommandLine,
            User = sample.User is { } user ? new() { Name = user } : null,
            ParentProcess = sample.Parent is { } parent ? new() { Uid = IncidentFinding.Id(incident, parent), Name = parent } : null,
        };

    private static Container? Container(Sample sample) => sample is { Container: null, Image: null }
        ? null
        : new()
        {
            Name = sample.Container ?? "container",
            Image = sample.Image is { } image ? new() { Uid = image, Name = image } : null,
        };

    private static Observable? Observable(string name, ObservableType type, string? value) =>
        value is { Length: > 0 } ? new() { Name = name, TypeId = type, Value = value } : null;
}
