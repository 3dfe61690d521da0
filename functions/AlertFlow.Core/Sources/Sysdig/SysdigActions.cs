using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Sysdig;

/// <summary>The actions that Sysdig's agent took, as its policy required. Lists the actions that the event names.</summary>
/// <param name="Action">The most severe action, or null where none was taken.</param>
/// <param name="Disposition">The outcome of that action.</param>
/// <param name="Said">All actions in words.</param>
internal sealed record SysdigActions(ProductAction? Action, Disposition? Disposition, string? Said)
{
    private const string TypePrefix = "POLICY_ACTION_";

    /// <summary>The known actions, the most severe first. A capture only records; the others end or pause something.</summary>
    private static readonly Kind[] Kinds =
    [
        new("KILL_PROCESS", "kill the process", "process killed", ProductAction.Denied, Findings.Disposition.Blocked),
        new("KILL", "kill the container", "container killed", ProductAction.Denied, Findings.Disposition.Blocked),
        new("STOP", "stop the container", "container stopped", ProductAction.Denied, Findings.Disposition.Blocked),
        new("PREVENT_MALWARE", "prevent the malware", "malware prevented", ProductAction.Denied, Findings.Disposition.Blocked),
        new("PREVENT_DRIFT", "prevent the drift", "drift prevented", ProductAction.Denied, Findings.Disposition.Blocked),
        new("PAUSE", "pause the container", "container paused", ProductAction.Denied, Findings.Disposition.Isolated),
        new("CAPTURE", "take a capture", "capture taken", ProductAction.Observed, Findings.Disposition.Logged),
    ];

    /// <summary>Reads the actions without marking them as read, since the words do not say everything.</summary>
    public static SysdigActions Of(SourceNode root)
    {
        var actions = root["actions"].Exists ? root["actions"] : root["actionResults"];
        Taken[] taken = [.. actions.Items.Select(Read).OfType<Taken>().OrderBy(one => one.Rank)];
        return taken is [var first, ..]
            ? new(first.Action, first.Disposition, string.Join("; ", taken.Select(one => one.Words)))
            : new(null, null, null);
    }

    private static Taken? Read(SourceNode action)
    {
        if (action["type"].PeekText()?.ToUpperInvariant() is not { } type)
        {
            return null;
        }

        var name = type.StartsWith(TypePrefix, StringComparison.Ordinal) ? type[TypePrefix.Length..] : type;
        var kind = Kinds.FirstOrDefault(known => known.Type == name) ?? Other(name.Replace('_', ' ').ToLowerInvariant());
        var error = action["errMsg"].PeekText() is { } message ? $": {message}" : "";
        return (action["successful"].PeekBool() ?? action["isSuccessful"].PeekBool()) switch
        {
            true => new(kind.Rank, kind.Done, kind.Action, kind.Disposition),
            false => new(Kinds.Length + 1, $"failed to {kind.Order}{error}", ProductAction.Observed, Findings.Disposition.Error),
            null => new(Kinds.Length + 2, $"was to {kind.Order}{error}", null, null),
        };
    }

    private static Kind Other(string words) =>
        new("", $"do {words}", $"done: {words}", ProductAction.Observed, Findings.Disposition.CustomAction);

    private sealed record Kind(string Type, string Order, string Done, ProductAction Action, Disposition Disposition)
    {
        public int Rank => Array.IndexOf(Kinds, this) is >= 0 and var rank ? rank : Kinds.Length;
    }

    private sealed record Taken(int Rank, string Words, ProductAction? Action, Disposition? Disposition);
}
