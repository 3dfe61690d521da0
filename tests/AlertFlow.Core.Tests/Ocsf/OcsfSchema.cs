using System.Text.Json;
using Json.Schema;

namespace AlertFlow.Tests.Ocsf;

/// <summary>The OCSF schemas that lie beside the repository. Where they do not exist, tests skip and say so.</summary>
internal static class OcsfSchema
{
    public static readonly string[] Versions = ["1.6.0", "1.8.0"];

    private static readonly EvaluationOptions Verdict = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions Reasons = new() { OutputFormat = OutputFormat.Hierarchical };

    private static readonly Dictionary<string, JsonSchema> Schemas = Repository.Shared is null || !Directory.Exists(Folder)
        ? []
        : Versions.ToDictionary(
            version => version,
            version => JsonSchema.FromText(File.ReadAllText(Path.Combine(Folder, $"detection_finding-{version}.schema.json"))),
            StringComparer.Ordinal);

    public static bool IsPresent => Schemas.Count > 0;

    public static string Folder => Path.Combine(Repository.Shared ?? throw new InvalidOperationException("No shared folder"), "ocsf");

    public static void SkipWithout() => Assert.SkipUnless(IsPresent, "The OCSF schema does not lie beside the repository");

    /// <summary>Every breach as <c>place: reason</c>; none where the finding is valid. Reasons cost much more than the verdict.</summary>
    public static IReadOnlyList<string> Breaches(string finding, string version)
    {
        using var document = JsonDocument.Parse(finding, new JsonDocumentOptions { MaxDepth = 256 });
        return Schemas[version].Evaluate(document.RootElement, Verdict).IsValid
            ? []
            : [.. Breaches(Schemas[version].Evaluate(document.RootElement, Reasons)).Distinct()];
    }

    public static void AssertValid(string finding) =>
        Assert.All(Versions, version => Assert.Equal([], Breaches(finding, version)));

    /// <summary>Below a valid part nothing is a breach: an alternative that does not hold is invalid too.</summary>
    private static IEnumerable<string> Breaches(EvaluationResults result) => result.IsValid
        ? []
        : (result.Errors ?? []).Select(error => $"{result.InstanceLocation}: {error.Value}").Concat((result.Details ?? []).SelectMany(Breaches));
}
