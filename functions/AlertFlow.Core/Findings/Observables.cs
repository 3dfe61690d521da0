namespace AlertFlow.Findings;

/// <summary>The values of a finding that are worth searching for, each with the attribute that holds it.</summary>
public static class Observables
{
    public static IReadOnlyList<Observable>? Of(IReadOnlyList<ResourceDetails> resources, IReadOnlyList<Evidence> evidences)
    {
        Observable?[] observables =
        [
            .. resources.Select((resource, index) => Of($"resources[{index}].uid", ObservableType.ResourceUid, resource.Uid)),
            .. evidences.SelectMany((evidence, index) => Of($"evidences[{index}]", evidence)),
        ];
        Observable[] distinct = [.. observables.OfType<Observable>().DistinctBy(observable => (observable.TypeId, observable.Value))];
        return distinct.Length > 0 ? distinct : null;
    }

    private static IEnumerable<Observable?> Of(string path, Evidence evidence) =>
    [
        Of($"{path}.process.name", ObservableType.ProcessName, evidence.Process?.Name),
        Of($"{path}.process.cmd_line", ObservableType.CommandLine, evidence.Process?.CmdLine),
        Of($"{path}.process.path", ObservableType.FilePath, evidence.Process?.Path),
        Of($"{path}.process.user.name", ObservableType.UserName, evidence.Process?.User?.Name),
        .. Hashes($"{path}.process.file", evidence.Process?.File),
        Of($"{path}.file.path", ObservableType.FilePath, evidence.File?.Path),
        .. Hashes($"{path}.file", evidence.File),
        Of($"{path}.actor.user.name", ObservableType.UserName, evidence.Actor?.User?.Name),
        Of($"{path}.src_endpoint.ip", ObservableType.IpAddress, evidence.SrcEndpoint?.Ip),
        Of($"{path}.dst_endpoint.ip", ObservableType.IpAddress, evidence.DstEndpoint?.Ip),
        Of($"{path}.dst_endpoint.hostname", ObservableType.Hostname, evidence.DstEndpoint?.Hostname),
        Of($"{path}.query.hostname", ObservableType.Hostname, evidence.Query?.Hostname),
    ];

    private static IEnumerable<Observable?> Hashes(string path, FileDetails? file) =>
        file?.Hashes?.Select((hash, index) => Of($"{path}.hashes[{index}].value", ObservableType.Hash, hash.Value)) ?? [];

    private static Observable? Of(string name, ObservableType type, string? value) =>
        value is null ? null : new() { Name = name, TypeId = type, Value = value };
}
