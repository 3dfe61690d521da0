namespace AlertFlow.Sources.Mitre;

/// <summary>The fourteen tactics of ATT&amp;CK Enterprise, in the order of an attack.</summary>
/// <seealso href="https://attack.mitre.org/tactics/enterprise/"/>
internal static class MitreTactics
{
    public static IReadOnlyList<(string Uid, string Name)> All { get; } =
    [
        ("TA0043", "Reconnaissance"),
        ("TA0042", "Resource Development"),
        ("TA0001", "Initial Access"),
        ("TA0002", "Execution"),
        ("TA0003", "Persistence"),
        ("TA0004", "Privilege Escalation"),
        ("TA0005", "Defense Evasion"),
        ("TA0006", "Credential Access"),
        ("TA0007", "Discovery"),
        ("TA0008", "Lateral Movement"),
        ("TA0009", "Collection"),
        ("TA0011", "Command and Control"),
        ("TA0010", "Exfiltration"),
        ("TA0040", "Impact"),
    ];

    private static readonly Dictionary<string, (string Uid, string Name)> ByWord = new(
        All.SelectMany(tactic => new[] { KeyValuePair.Create(tactic.Uid, tactic), KeyValuePair.Create(Plain(tactic.Name), tactic) }),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a tactic by id or name: <c>TA0011</c>, <c>command_and_control</c>, <c>Command and Control</c>.</summary>
    public static (string Uid, string Name)? Find(string word) => ByWord.TryGetValue(Plain(word), out var tactic) ? tactic : null;

    private static string Plain(string name) => name.Replace(' ', '_').Replace('-', '_');
}
