using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads the details of Runtime Monitoring: the process, its container, and the files and processes of its context.</summary>
internal static class GuardDutyRuntime
{
    /// <summary>The limit of related files that become evidence. The others stay in the context.</summary>
    internal const int MostRelatedFiles = 1000;

    /// <summary>The members of a context that are paths, with their part in the finding.</summary>
    private static readonly (string Member, string Desc)[] Paths =
    [
        ("threatFilePath", "threat"),
        ("filePath", "file"),
        ("scriptPath", "script"),
        ("libraryPath", "library"),
        ("moduleFilePath", "kernel module"),
        ("runcBinaryPath", "runc"),
        ("releaseAgentPath", "release agent"),
        ("shellHistoryFilePath", "shell history"),
        ("socketPath", "socket"),
    ];

    public static void Read(SourceNode runtime, Container? container, List<Evidence> evidences)
    {
        var context = runtime["context"];
        var commandLine = context["commandLineExample"].Text();
        var files = Files(context);
        var (modifying, target) =
            (GuardDutyProcess.Read(context["modifyingProcess"], null), GuardDutyProcess.Read(context["targetProcess"], null));
        var first = new Evidence
        {
            Process = GuardDutyProcess.Read(runtime["process"], commandLine)
                ?? (commandLine is null ? null : new() { Uid = commandLine, CmdLine = commandLine }),
            Container = container,
            File = files is [var file, ..] ? file : null,
            ConnectionInfo = context["ianaProtocolNumber"].Int() is { } protocol
                ? new() { DirectionId = Direction.Unknown, ProtocolNum = protocol } : null,

            // The rest of the context has no place in the schema.
            Data = JsonText.Object(("context", context.Json())),
        };
        if (first is not { Process: null, File: null, ConnectionInfo: null, Data: null })
        {
            evidences.Add(first);
        }

        evidences.AddRange(files.Skip(1).Select(file => new Evidence { File = file, Container = container }));
        AddOther("modifying process", modifying, container, evidences);
        AddOther("target process", target, container, evidences);
    }

    /// <summary>Returns the container of a finding, or null where there are several and GuardDuty does not say which.</summary>
    public static Container? Container(SourceNode resource)
    {
        var ecs = resource["ecsClusterDetails"];
        if (ecs.Exists)
        {
            return Container(ecs["taskDetails"]["containers"].Items is [var only] ? only : resource["containerDetails"], "ECS");
        }

        return Container(resource["containerDetails"], null)
            ?? (resource["kubernetesDetails"]["kubernetesWorkloadDetails"]["containers"].Items is [var pod] ? Container(pod, "EKS") : null);
    }

    public static IReadOnlyList<Fingerprint>? Sha256(SourceNode hash) =>
        Fingerprint.IsSha256(hash.PeekText()) && hash.Text() is { } value ? [new() { Value = value }] : null;

    private static Container? Container(SourceNode container, string? orchestrator)
    {
        var (id, name) = (container["id"].Text(), container["name"].Text());
        return id is null && name is null ? null : new()
        {
            Uid = id,
            Name = name,
            Orchestrator = orchestrator,
            Runtime = container["containerRuntime"].Text(),
            Image = ImageReference.Of(container["image"].Text(), container["imageUid"].Text()),
        };
    }

    private static List<FileDetails> Files(SourceNode context)
    {
        List<FileDetails> files = [];
        foreach (var (member, desc) in Paths)
        {
            if (context[member].Text() is { } path)
            {
                var hash = member is "moduleFilePath" ? context["moduleSha256"] : SourceNode.Missing;
                files.Add(
                    new()
                    {
                        Name = FileDetails.NameOf(path),
                        TypeId = member is "socketPath" ? 0 : 1,
                        Path = path,
                        Desc = desc,
                        Hashes = Sha256(hash),
                    });
            }
        }

        foreach (var related in context["relatedFilePaths"].Items.Take(MostRelatedFiles))
        {
            if (related.Text() is { } path)
            {
                files.Add(new() { Name = FileDetails.NameOf(path), Path = path, Desc = "related file" });
            }
        }

        return files;
    }

    private static void AddOther(string name, Process? process, Container? container, List<Evidence> evidences)
    {
        if (process is not null)
        {
            evidences.Add(new() { Name = name, Process = process, Container = container });
        }
    }
}
