namespace AlertFlow.Findings;

/// <summary>The values of a finding that are worth searching for, each with the attribute that holds it.</summary>
public static class Observables
{
    public static IReadOnlyList<Observable>? Of(IReadOnlyList<ResourceDetails> resources, IReadOnlyList<Evidence> evidences)
    {
        var found = new Found();
        for (var index = 0; index < resources.Count; index++)
        {
            found.At("resources", index);
            found.Add(".uid", ObservableType.ResourceUid, resources[index].Uid);
        }

        for (var index = 0; index < evidences.Count; index++)
        {
            found.At("evidences", index);
            Add(found, evidences[index]);
        }

        return found.Observables.Count > 0 ? found.Observables : null;
    }

    private static void Add(Found found, Evidence evidence)
    {
        found.Add(".process.name", ObservableType.ProcessName, evidence.Process?.Name);
        found.Add(".process.cmd_line", ObservableType.CommandLine, evidence.Process?.CmdLine);
        found.Add(".process.path", ObservableType.FilePath, evidence.Process?.Path);
        found.Add(".process.user.name", ObservableType.UserName, evidence.Process?.User?.Name);
        AddHashes(found, ".process.file", evidence.Process?.File);
        found.Add(".file.path", ObservableType.FilePath, evidence.File?.Path);
        AddHashes(found, ".file", evidence.File);
        found.Add(".actor.user.name", ObservableType.UserName, evidence.Actor?.User?.Name);
        found.Add(".src_endpoint.ip", ObservableType.IpAddress, evidence.SrcEndpoint?.Ip);
        found.Add(".dst_endpoint.ip", ObservableType.IpAddress, evidence.DstEndpoint?.Ip);
        found.Add(".dst_endpoint.hostname", ObservableType.Hostname, evidence.DstEndpoint?.Hostname);
        found.Add(".query.hostname", ObservableType.Hostname, evidence.Query?.Hostname);
    }

    private static void AddHashes(Found found, string file, FileDetails? details)
    {
        for (var index = 0; index < details?.Hashes?.Count; index++)
        {
            found.Add($"{file}.hashes[{index}].value", ObservableType.Hash, details.Hashes[index].Value);
        }
    }

    /// <summary>Collects each value of a kind once, under the first attribute that has it.</summary>
    private sealed class Found
    {
        /// <summary>Up to this number, a scan is faster than a set.</summary>
        private const int Few = 32;

        private HashSet<(ObservableType Type, string Value)>? known;
        private string place = "";

        public List<Observable> Observables { get; } = [];

        /// <summary>Sets the item that the next values belong to.</summary>
        public void At(string list, int index) => place = $"{list}[{index}]";

        public void Add(string attribute, ObservableType type, string? value)
        {
            if (value is not null && IsNew(type, value))
            {
                Observables.Add(new() { Name = place + attribute, TypeId = type, Value = value });
            }
        }

        private bool IsNew(ObservableType type, string value)
        {
            if (known is null && Observables.Count == Few)
            {
                known = [.. Observables.Select(observable => (observable.TypeId, observable.Value))];
            }

            if (known is not null)
            {
                return known.Add((type, value));
            }

            foreach (var observable in Observables)
            {
                if (observable.TypeId == type && observable.Value == value)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
