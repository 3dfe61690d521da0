using System.Text;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Configuration;

/// <summary>Collects problems, so that one run reports all of them.</summary>
internal sealed class Report(string file)
{
    private const int Most = 100;
    private const int LongestWords = 500;

    private readonly HashSet<Diagnostic> said = [];

    public bool HasErrors => said.Any(diagnostic => diagnostic.Kind is DiagnosticKind.Error);

    /// <summary>The problems, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> All =>
        [.. said.OrderBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column).ThenBy(diagnostic => diagnostic.Kind)];

    public void Error(Place place, string what) => Say(place, DiagnosticKind.Error, what);

    public void Warn(Place place, string what) => Say(place, DiagnosticKind.Warning, what);

    public void Note(Place place, string what) => Say(place, DiagnosticKind.Note, what);

    /// <summary>Returns a value for errors: in quotes, on one line and cut.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in value.EnumerateRunes().Take(61))
        {
            _ = shown.Length > 60 ? shown.Append('…') : Rune.IsControl(rune) ? shown.Append('?') : shown.Append(rune);
        }

        return shown.Append('\'').ToString();
    }

    private void Say(Place place, DiagnosticKind kind, string what)
    {
        if (said.Count < Most)
        {
            // A library's message may quote the file.
            said.Add(new(file, place.Line, place.Column, kind, SafeText.Line(what, LongestWords)));
        }
    }
}
