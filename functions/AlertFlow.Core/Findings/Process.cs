using System.Buffers;

namespace AlertFlow.Findings;

/// <summary>OCSF <c>process</c>; it needs a <c>pid</c> or a <c>uid</c>.</summary>
public sealed record Process
{
    public int? Pid { get; init; }
    public string? Uid { get; init; }
    public string? Name { get; init; }
    public string? CmdLine { get; init; }
    public string? Path { get; init; }
    public string? WorkingDirectory { get; init; }
    public Timestamp? CreatedTime { get; init; }
    public int? NamespacePid { get; init; }
    public FileDetails? File { get; init; }
    public User? User { get; init; }
    public Process? ParentProcess { get; init; }
    public IReadOnlyList<ProcessEntity>? Ancestry { get; init; }
}

/// <summary>OCSF <c>process_entity</c>: an ancestor of a process.</summary>
public sealed record ProcessEntity
{
    public int? Pid { get; init; }
    public string? Uid { get; init; }
    public string? Name { get; init; }
    public string? CmdLine { get; init; }
    public string? Path { get; init; }
    public Timestamp? CreatedTime { get; init; }
}

/// <summary>OCSF <c>user</c>; it needs an account, a name or a uid.</summary>
public sealed record User
{
    public string? Uid { get; init; }
    public string? Name { get; init; }
    public string? Type { get; init; }
    public int? TypeId { get; init; }
    public string? UidAlt { get; init; }
    public Account? Account { get; init; }
    public IReadOnlyList<UserGroup>? Groups { get; init; }
}

/// <summary>OCSF <c>group</c>.</summary>
public sealed record UserGroup
{
    public required string Name { get; init; }
}

/// <summary>OCSF <c>file</c>.</summary>
public sealed record FileDetails
{
    public required string Name { get; init; }

    /// <summary>0 Unknown, 1 Regular File.</summary>
    public int TypeId { get; init; } = 1;

    public string? Type => TypeId is 1 ? "Regular File" : "Unknown";
    public string? Path { get; init; }

    /// <summary>The file's part in the finding, where the source names several files.</summary>
    public string? Desc { get; init; }

    public IReadOnlyList<Fingerprint>? Hashes { get; init; }

    /// <summary>Returns the last part of a path, or the whole path where it ends in a slash.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : path;
}

/// <summary>OCSF <c>fingerprint</c>.</summary>
public sealed record Fingerprint
{
    private const int Sha256Digits = 64;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef");

    /// <summary>3 is SHA-256.</summary>
    public int AlgorithmId { get; init; } = 3;

    public string Algorithm => AlgorithmId is 3 ? "SHA-256" : "Unknown";
    public required string Value { get; init; }

    /// <summary>Returns true for a SHA-256 in hexadecimal.</summary>
    public static bool IsSha256(string? text) => text is { Length: Sha256Digits } && !text.AsSpan().ContainsAnyExcept(Hexadecimal);
}
