using AlertFlow.Notifications.Text;
using AlertFlow.Sources;

namespace AlertFlow.Notifications.Wording;

/// <summary>Returns a source's name as people write it.</summary>
internal static class SourceWords
{
    public static string Of(string source) => Source.Find(source)?.Title ?? Defanged.Of(source);

    /// <summary><c>GuardDuty ×566 · Sysdig ×10,488</c>: never one sum, since the sources count differently.</summary>
    public static string Counts(IEnumerable<SourceCount> counts) =>
        string.Join(" · ", counts.Select(count => $"{Of(count.Source)} ×{Amounts.Of(count.Count)}"));
}
