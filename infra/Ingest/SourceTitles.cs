using AlertFlow.Sources;

namespace AlertFlow.Infra.Ingest;

/// <summary>The names of products in a sentence, for descriptions.</summary>
internal static class SourceTitles
{
    public static string Of(IEnumerable<Source> sources) => sources.Select(source => source.Title).ToArray() switch
    {
        [.. { Length: > 0 } others, var last] => $"{string.Join(", ", others)} and {last}",
        var titles => string.Concat(titles),
    };

    /// <summary>Names the products whose events EventBridge delivers.</summary>
    public static string OfEventBridge(IEnumerable<Source> sources) =>
        Of(sources.Where(source => source.Trigger is SourceTrigger.EventBridge));
}
