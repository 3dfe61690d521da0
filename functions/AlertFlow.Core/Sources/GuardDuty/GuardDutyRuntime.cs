using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Runtime Monitoring's details: the process, where it came from, its container and what was done with it.</summary>
internal static class GuardDutyRuntime
{
    /// <summary>Each is evidence of its own; what is said beyond stays with the context.</summary>
    internal const int MostRelatedFiles = 1000;

    private const int Sha256Digits = 64;

    /// <summary>The files that a context may name, by what they are to the finding.</summary>
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

    public static IEnumerable<Evidence> Read(SourceNode runtime, Container? container)
    {
        var context = runtime["context"];
        var commandLine = context["commandLineExample"].Text();
        FileDetails[] files = [.. Files(context)];
        Evidence?[] others =
        [
            .. files.Skip(1).Select(file => new Evidence { File = file, Container = container }),
            Other("modifying process", context["modifyingProcess"], container),
            Other("target process", context["targetProcess"], container),
        ];
        var first = new Evidence
        {
            Process = GuardDutyProcess.Read(runtime["process"], commandLine) ?? (commandLine is null ? null : new() { Uid = commandLine, CmdLine = commandLine }),
            Container = container,
            File = files is [var file, ..] ? file : null,
            ConnectionInfo = context["ianaProtocolNumber"].Int() is { } protocol ? new() { DirectionId = Direction.Unknown, ProtocolNum = protocol } : null,

            // What is left of the context has no member of its own.
            Data = JsonText.Object(("context", context.Json())),
        };
        return first is { Process: null, File: null, ConnectionInfo: null, Data: null }
            ? others.OfType<Evidence>()
            : others.OfType<Evidence>().Prepend(first);
    }

    /// <summary>The container that a finding names; of several nobody says which it was.</summary>
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

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : path;

    public static IReadOnlyList<Fingerprint>? Sha256(SourceNode hash) =>
        hash.PeekText() is { Length: Sha256Digits } text && text.All(char.IsAsciiHexDigit) && hash.Text() is { } value ? [new() { Value = value }] : null;

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

    private static IEnumerable<FileDetails> Files(SourceNode context)
    {
        foreach (var (member, desc) in Paths)
        {
            if (context[member].Text() is { } path)
            {
                var hash = member is "moduleFilePath" ? context["moduleSha256"] : SourceNode.Missing;
                yield return new() { Name = FileName(path), TypeId = member is "socketPath" ? 0 : 1, Path = path, Desc = desc, Hashes = Sha256(hash) };
            }
        }

        foreach (var related in context["relatedFilePaths"].Items.Take(MostRelatedFiles))
        {
            if (related.Text() is { } path)
            {
                yield return new() { Name = FileName(path), Path = path, Desc = "related file" };
            }
        }
    }

    private static Evidence? Other(string name, SourceNode process, Container? container) =>
        GuardDutyProcess.Read(process, null) is { } read ? new() { Name = name, Process = read, Container = container } : null;
}
