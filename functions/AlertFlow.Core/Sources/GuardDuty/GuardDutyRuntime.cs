using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Runtime Monitoring's details: the process, where it came from, its container and what was done with it.</summary>
internal static class GuardDutyRuntime
{
    public static IEnumerable<Evidence> Read(SourceNode runtime, Container? container)
    {
        var context = runtime["context"];
        var commandLine = context["commandLineExample"].Text();
        var process = Process(runtime["process"], commandLine);
        var threatPath = context["threatFilePath"].Text();
        var data = context.Json() is { } rest ? new JsonObject { ["context"] = rest } : null;
        if (process is null && threatPath is null && commandLine is null && data is null)
        {
            yield break;
        }

        yield return new()
        {
            Process = process ?? (commandLine is null ? null : new() { Uid = commandLine, CmdLine = commandLine }),
            Container = container,
            File = threatPath is null ? null : new() { Name = FileName(threatPath), Path = threatPath },
            Data = data,
        };
    }

    /// <summary>The container that a finding names; of several nobody says which it was.</summary>
    public static Container? Container(SourceNode resource)
    {
        var ecs = resource["ecsClusterDetails"];
        if (ecs.Exists)
        {
            return ecs["taskDetails"]["containers"].Items is [var only] ? Container(only, "ECS") : null;
        }

        return Container(resource["containerDetails"], null)
            ?? (resource["kubernetesDetails"]["kubernetesWorkloadDetails"]["containers"].Items is [var pod] ? Container(pod, "EKS") : null);
    }

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : path;

    public static IReadOnlyList<Fingerprint>? Sha256(SourceNode hash) =>
        hash.PeekText() is { Length: > 0 } text && text.All(char.IsAsciiHexDigit) && hash.Text() is { } value ? [new() { Value = value }] : null;

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

    private static Process? Process(SourceNode process, string? commandLine)
    {
        var (name, path, uuid) = (process["name"].Text(), process["executablePath"].Text(), process["uuid"].Text());
        var pid = process["pid"].Int();
        if ((uuid ?? name ?? path) is null && pid is null)
        {
            return null;
        }

        var parent = process["parentUuid"].Text();
        SourceNode[] lineage = [.. process["lineage"].Items];
        var parentNode = parent is null ? null : Array.Find(lineage, ancestor => ancestor["uuid"].PeekText() == parent);
        ProcessEntity[] ancestry = [.. lineage.Select(Ancestor).OfType<ProcessEntity>()];
        return new()
        {
            Pid = pid,

            // A process needs a pid or a uid; its name is the best of ids where the source gave none.
            Uid = uuid ?? (pid is null ? name ?? path : null),
            Name = name,
            CmdLine = commandLine,
            Path = path,
            WorkingDirectory = process["pwd"].Text(),
            CreatedTime = process["startTime"].Time(),
            NamespacePid = process["namespacePid"].Int(),
            File = path is null ? null : new() { Name = FileName(path), Path = path, Hashes = Sha256(process["executableSha256"]) },
            User = User(process),
            ParentProcess = parent is null ? null : new()
            {
                Uid = parent,
                Pid = parentNode?["pid"].Int(),
                Name = parentNode?["name"].Text(),
                Path = parentNode?["executablePath"].Text(),
            },
            Ancestry = ancestry.Length > 0 ? ancestry : null,
        };
    }

    private static User? User(SourceNode process)
    {
        var (name, uid) = (process["user"].Text(), process["userId"].Text());
        return name is null && uid is null ? null : new() { Name = name, Uid = uid };
    }

    private static ProcessEntity? Ancestor(SourceNode process)
    {
        var entity = new ProcessEntity
        {
            Pid = process["pid"].Int(),
            Uid = process["uuid"].Text(),
            Name = process["name"].Text(),
            Path = process["executablePath"].Text(),
            CreatedTime = process["startTime"].Time(),
        };
        return entity is { Pid: null, Uid: null, Name: null, Path: null } ? null : entity;
    }
}
