using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Makes an image from a reference such as <c>registry/name:tag@digest</c>.</summary>
internal static class ImageReference
{
    /// <summary>Takes the digest as uid where it is known, otherwise the whole reference.</summary>
    public static Image? Of(string? reference, string? digest) => (reference, digest) switch
    {
        (null, null) => null,
        (null, { } only) => new() { Uid = only },
        ({ } name, { } known) => new() { Uid = known, Name = name },
        ({ } name, null) => new() { Uid = name.Split('@') is [_, { Length: > 0 } pinned] ? pinned : name, Name = name },
    };
}
