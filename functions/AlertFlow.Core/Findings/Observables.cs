namespace AlertFlow.Findings;

/// <summary>The values of a finding that are worth searching for, each with the attribute that holds it.</summary>
public static class Observables
{
    public static IReadOnlyList<Observable>? Of(IReadOnlyList<ResourceDetails> resources, IReadOnlyList<Evidence> evidences)
    {
        var found = new Found();
        for (var index = 0; index < resources.Count; index++)
        {
            found.Add("resources", index, ".uid", ObservableType.ResourceUid, resources[index].Uid);
        }

        for (var index = 0; index < evidences.Count; index++)
        {
            Add(found, index, evidences[index]);
        }

        return found.Observables.Count > 0 ? found.Observables : null;
    }

    private static void Add(Found found, int index, Evidence evidence)
    {
        void Add(string attribute, ObservableType type, string? value) => found.Add("evidences", index, attribute, type, value);

        void AddHashes(string file, FileDetails? details)
        {
            var (hashes, at) = (details?.Hashes ?? [], 0);
            foreach (var hash in hashes)
            {
                Add($"{file}.hashes[{at++}].value", ObservableType.Hash, hash.Value);
            }
        }

        Add(".process.name", ObservableType.ProcessName, evidence.Process?.Name);
        Add(".process.cmd_line", ObservableType.CommandLine, evidence.Process?.CmdLine);
        Add(".process.path", ObservableType.FilePath, evidence.Process?.Path);
        Add(".process.user.name", ObservableType.UserName, evidence.Process?.User?.Name);
        AddHashes(".process.file", evidence.Process?.File);
        Add(".file.path", ObservableType.FilePath, evidence.File?.Path);
        AddHashes(".file", evidence.File);
        Add(".actor.user.name", ObservableType.UserName, evidence.Actor?.User?.Name);
        Add(".src_endpoint.ip", ObservableType.IpAddress, evidence.SrcEndpoint?.Ip);
        Add(".dst_endpoint.ip", ObservableType.IpAddress, evidence.DstEndpoint?.Ip);
        Add(".dst_endpoint.hostname", ObservableType.Hostname, evidence.DstEndpoint?.Hostname);
        Add(".query.hostname", ObservableType.Hostname, evidence.Query?.Hostname);
    }

    /// <summary>Each value once for each of its kinds, under the attribute where it was met first.</summary>
    private sealed class Found
    {
        private readonly HashSet<(ObservableType Type, string Value)> known = [];

        public List<Observable> Observables { get; } = [];

        public void Add(string list, int index, string attribute, ObservableType type, string? value)
        {
            if (value is not null && known.Add((type, value)))
            {
                Observables.Add(new() { Name = $"{list}[{index}]{attribute}", TypeId = type, Value = value });
            }
        }
    }
}
