using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>The process, file and connection of a Sysdig event, from the fields that its rule prints.</summary>
internal static class SysdigProcess
{
    private const int DeepestAncestor = 9;

    public static Container? Container(SourceNode root, SysdigValues fields, SysdigValues labels, bool inEcs)
    {
        var uid = root["containerId"].PeekText() is null or "host" ? fields.ContainerText("container.id") : root["containerId"].Text();
        var name = labels.ContainerText("container.label.com.amazonaws.ecs.container-name", "container.name") ?? fields.ContainerText("container.name");
        if (uid is null && name is null)
        {
            return null;
        }

        var repository = labels.Peek("container.image.repo") ?? fields.Peek("container.image.repository");
        var tag = labels.Peek("container.image.tag") ?? fields.Peek("container.image.tag");
        var digest = labels.Text("container.image.digest") ?? fields.Text("container.image.digest") ?? labels.Text("container.image.id");
        var reference = repository is null ? fields.Text("container.image") : tag is null ? repository : $"{repository}:{tag}";
        return new()
        {
            Uid = uid,
            Name = name,
            Orchestrator = inEcs ? "ECS" : labels.Peek("kubernetes.cluster.name") is null ? null : "Kubernetes",
            Image = ImageReference.Of(reference, digest),
        };
    }

    public static IReadOnlyList<Evidence> Evidences(SysdigValues fields, SysdigValues labels, Container? container)
    {
        var process = Process(fields, labels);
        var (source, target, connection) = Connection(fields);
        var file = source is null && target is null ? File(fields) : null;
        if (process is null && file is null && source is null && target is null)
        {
            return container is null
                ? []
                : [new() { Container = container, Data = new() { ["container"] = container.Name ?? container.Uid } }];
        }

        return
        [
            new()
            {
                Process = process,
                Container = container,
                File = file,
                SrcEndpoint = source,
                DstEndpoint = target,
                ConnectionInfo = connection,
            },
        ];
    }

    private static Process? Process(SysdigValues fields, SysdigValues labels)
    {
        var commandLine = fields.Text("proc.cmdline") ?? labels.Text("process.name");
        var (name, path) = (fields.Text("proc.name"), fields.Text("proc.exepath", "proc.exe"));
        if ((name ?? path ?? commandLine) is not { } known)
        {
            return null;
        }

        var (parentName, parentLine, parentPid) = (fields.Text("proc.pname"), fields.Text("proc.pcmdline"), fields.Int("proc.ppid"));
        var (user, userId) = (fields.Text("user.name"), fields.Text("user.uid"));
        var hash = fields.Text("proc.hash.sha256") is { } text && text.All(char.IsAsciiHexDigit) ? text : null;
        ProcessEntity[] ancestry =
        [
            .. Enumerable.Range(2, DeepestAncestor - 1)
                .Select(level => (Name: fields.Text($"proc.aname[{level}]"), Line: fields.Text($"proc.acmdline[{level}]")))
                .Where(ancestor => ancestor is not (null, null))
                .Select(ancestor => new ProcessEntity { Name = ancestor.Name, CmdLine = ancestor.Line }),
        ];
        var pid = fields.Int("proc.pid");
        return new()
        {
            Pid = pid,

            // A process needs a pid or a uid, and few rules print the pid: its name is the best of ids.
            Uid = pid is null ? name ?? known : null,
            Name = name ?? (path is null ? null : GuardDutyRuntime.FileName(path)),
            CmdLine = commandLine,
            Path = path,
            WorkingDirectory = fields.Text("proc.cwd"),
            NamespacePid = fields.Int("proc.vpid"),
            File = path is null ? null : new() { Name = GuardDutyRuntime.FileName(path), Path = path, Hashes = hash is null ? null : [new() { Value = hash }] },
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

    private static (NetworkEndpoint? Source, NetworkEndpoint? Target, ConnectionInfo? Info) Connection(SysdigValues fields)
    {
        var (client, server) = (fields.Ip("fd.cip") ?? fields.Ip("fd.lip"), fields.Ip("fd.sip") ?? fields.Ip("fd.rip"));
        if (client is null && server is null)
        {
            return (null, null, null);
        }

        NetworkEndpoint? Endpoint(string? ip, int? port) => ip is null ? null : new() { Ip = ip, Port = port };
        return (
            Endpoint(client, fields.Port("fd.cport") ?? fields.Port("fd.lport")),
            Endpoint(server, fields.Port("fd.sport") ?? fields.Port("fd.rport")),
            fields.Text("fd.l4proto") is { } protocol ? new() { DirectionId = Direction.Unknown, ProtocolName = protocol } : null);
    }

    private static FileDetails? File(SysdigValues fields) =>
        fields.Path("fs.path.name", "fd.name") is { } path
            ? new() { Name = GuardDutyRuntime.FileName(path), Path = path }
            : null;
}
