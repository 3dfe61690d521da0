using System.Text.Json.Serialization;

namespace AlertFlow.Cli.Doctor;

/// <summary>What was found of one part of a deployment.</summary>
/// <param name="Name">The part, in few words.</param>
/// <param name="IsWell">Whether it is as it should be.</param>
/// <param name="What">What was seen.</param>
public sealed record Check(string Name, [property: JsonPropertyName("well")] bool IsWell, string What)
{
    /// <summary>What to do about it; null where it is well.</summary>
    public string? Remedy { get; init; }

    /// <summary>The page and heading that say more; null where it is well.</summary>
    public string? Page { get; init; }

    public static Check Well(string name, string what) => new(name, IsWell: true, what);

    public static Check Wrong(string name, string what, string remedy, string heading) =>
        new(name, IsWell: false, what) { Remedy = remedy, Page = $"docs/doctor.md#{heading}" };
}
