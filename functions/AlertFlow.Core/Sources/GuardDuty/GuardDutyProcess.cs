using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads a process of Runtime Monitoring with its ancestors.</summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ProcessDetails.html"/>
internal static class GuardDutyProcess
{
    /// <param name="process">The process.</param>
    /// <param name="commandLine">The command line, which few types have, outside the process.</param>
    /// <returns>Null where nothing identifies it.</returns>
    public static Process? Read(SourceNode process, string? commandLine)
    {
        var (name, path, uuid) = (process["name"].Text(), process["executablePath"].Text(), process["uuid"].Text());
        var pid = process["pid"].Int();
        if ((uuid ?? name ?? path) is null && pid is null)
        {
            return null;
        }

        var parent = process["parentUuid"].Text();
        var ancestry = Ancestry(process["lineage"]);
        var known = ancestry.Find(ancestor => ancestor.Uid == parent);
        return new()
        {
            Pid = pid,

            // A process needs a pid or a uid; the name stands for a missing one.
            Uid = uuid ?? (pid is null ? name ?? path : null),
            Name = name,
            CmdLine = commandLine,
            Path = path,
            WorkingDirectory = process["pwd"].Text(),
            CreatedTime = process["startTime"].Time(),
            NamespacePid = process["namespacePid"].Int(),
            File = path is null ? null
                : new() { Name = FileDetails.NameOf(path), Path = path, Hashes = GuardDutyRuntime.Sha256(process["executableSha256"]) },
            User = User(process),
            ParentProcess = parent is null ? null : new()
            {
                Uid = parent,
                Pid = known?.Pid,
                Name = known?.Name,
                Path = known?.Path,
            },
            Ancestry = ancestry.Count > 0 ? ancestry : null,
        };
    }

    private static User? User(SourceNode process)
    {
        var (name, uid) = (process["user"].Text(), process["userId"].Text());
        return name is null && uid is null ? null : new() { Name = name, Uid = uid };
    }

    private static List<ProcessEntity> Ancestry(SourceNode lineage)
    {
        List<ProcessEntity> ancestry = [];
        foreach (var process in lineage.Items)
        {
            var (pid, uid, name, path) =
                (process["pid"].Int(), process["uuid"].Text(), process["name"].Text(), process["executablePath"].Text());
            if (pid is not null || (uid ?? name ?? path) is not null)
            {
                ancestry.Add(new() { Pid = pid, Uid = uid, Name = name, Path = path, CreatedTime = process["startTime"].Time() });
            }
        }

        return ancestry;
    }
}
