using System.Text.Json.Serialization;

namespace AlertFlow.Cli.Doctor;

/// <summary>The state of one part of a deployment.</summary>
/// <param name="Name">The part, in few words.</param>
/// <param name="IsWell">Whether it is as it should be.</param>
/// <param name="What">The observation, in words.</param>
public sealed record Check(string Name, [property: JsonPropertyName("well")] bool IsWell, string What)
{
    /// <summary>The advice; null if all is well.</summary>
    public string? Remedy { get; init; }

    /// <summary>The page and heading that say more; null if all is well.</summary>
    public string? Page { get; init; }

    public static Check Well(string name, string what) => new(name, IsWell: true, what);

    public static Check Wrong(string name, string what, string remedy, string heading) =>
        new(name, IsWell: false, what) { Remedy = remedy, Page = $"docs/doctor.md#{heading}" };
}
