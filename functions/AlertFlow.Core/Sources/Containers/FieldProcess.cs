using AlertFlow.Findings;

namespace AlertFlow.Sources.Containers;

/// <summary>Reads process, file and connection from the fields that a rule prints.</summary>
internal static class FieldProcess
{
    /// <summary>The keys of ancestors from the grandparent on: the process is 0 and its parent 1.</summary>
    private static readonly (string Name, string Line)[] Ancestors =
        [.. Enumerable.Range(2, 8).Select(level => ($"proc.aname.{level}", $"proc.acmdline.{level}"))];

    public static IReadOnlyList<Evidence> Evidences(FieldMap fields, Container? container, Evidence? call)
    {
        var process = Process(fields);
        var (source, target, connection) = Connection(fields);
        var file = source is null && target is null ? File(fields) : null;
        List<Evidence> evidences = [];
        if (process is not null || file is not null || source is not null || target is not null)
        {
            evidences.Add(new()
            {
                Process = process,
                Container = container,
                File = file,
                SrcEndpoint = source,
                DstEndpoint = target,
                ConnectionInfo = connection,
            });
        }
        else if (container is not null)
        {
            evidences.Add(Evidence.Of(container));
        }

        if (call is not null)
        {
            evidences.Add(call);
        }

        return evidences;
    }

    private static Process? Process(FieldMap fields)
    {
        var commandLine = fields.Text("proc.cmdline", "process.name");
        var (name, path) = (fields.Text("proc.name"), fields.Text("proc.exepath", "proc.exe"));
        if ((name ?? path ?? commandLine) is not { } known)
        {
            return null;
        }

        var (parentName, parentLine, parentPid) = (fields.Text("proc.pname"), fields.Text("proc.pcmdline"), fields.Int("proc.ppid"));
        var (user, userId) = (fields.Text("user.name"), fields.Text("user.uid"));
        ProcessEntity[] ancestry =
        [
            .. Ancestors
                .Select(keys => (Name: fields.Text(keys.Name), Line: fields.Text(keys.Line)))
                .Where(ancestor => ancestor is not (null, null))
                .Select(ancestor => new ProcessEntity { Name = ancestor.Name, CmdLine = ancestor.Line }),
        ];
        var pid = fields.Int("proc.pid");
        return new()
        {
            Pid = pid,

            // A process needs a pid or a uid. Few rules print the pid, so the name stands for it.
            Uid = pid is null ? name ?? known : null,
            Name = name ?? (path is null ? null : FileDetails.NameOf(path)),
            CmdLine = commandLine,
            Path = path,
            WorkingDirectory = fields.Text("proc.cwd"),
            NamespacePid = fields.Int("proc.vpid"),
            File = path is null ? null : new()
            {
                Name = FileDetails.NameOf(path),
                Path = path,
                Hashes = fields.Sha256("proc.hash.sha256") is { } hash ? [new() { Value = hash }] : null,
            },
            User = user is null && userId is null ? null : new() { Name = user, Uid = userId },
            ParentProcess = (parentName ?? parentLine) is null && parentPid is null ? null : new()
            {
                Pid = parentPid,
                Uid = parentPid is null ? parentName ?? parentLine : null,
                Name = parentName,
                CmdLine = parentLine,
            },
            Ancestry = ancestry.Length > 0 ? ancestry : null,
        };
    }

    private static (NetworkEndpoint? Source, NetworkEndpoint? Target, ConnectionInfo? Info) Connection(FieldMap fields)
    {
        var (client, server) = (fields.Ip("fd.cip", "fd.lip"), fields.Ip("fd.sip", "fd.rip"));
        if (client is null && server is null)
        {
            return (null, null, null);
        }

        return (
            client is null ? null : new() { Ip = client, Port = fields.Port("fd.cport", "fd.lport") },
            server is null ? null : new() { Ip = server, Port = fields.Port("fd.sport", "fd.rport") },
            fields.Text("fd.l4proto") is { } protocol ? new() { DirectionId = Direction.Unknown, ProtocolName = protocol } : null);
    }

    private static FileDetails? File(FieldMap fields) =>
        fields.Path("fs.path.name", "fd.name") is { } path
            ? new() { Name = FileDetails.NameOf(path), Path = path }
            : null;
}
