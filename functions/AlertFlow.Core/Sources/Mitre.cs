using System.Text.RegularExpressions;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>MITRE ATT&amp;CK tactics and techniques, as the sources write them.</summary>
internal static partial class Mitre
{
    private static readonly Dictionary<string, (string Uid, string Name)> Tactics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["reconnaissance"] = ("TA0043", "Reconnaissance"),
        ["resource_development"] = ("TA0042", "Resource Development"),
        ["initial_access"] = ("TA0001", "Initial Access"),
        ["execution"] = ("TA0002", "Execution"),
        ["persistence"] = ("TA0003", "Persistence"),
        ["privilege_escalation"] = ("TA0004", "Privilege Escalation"),
        ["defense_evasion"] = ("TA0005", "Defense Evasion"),
        ["credential_access"] = ("TA0006", "Credential Access"),
        ["discovery"] = ("TA0007", "Discovery"),
        ["lateral_movement"] = ("TA0008", "Lateral Movement"),
        ["collection"] = ("TA0009", "Collection"),
        ["exfiltration"] = ("TA0010", "Exfiltration"),
        ["command_and_control"] = ("TA0011", "Command and Control"),
        ["impact"] = ("TA0040", "Impact"),
    };

    /// <summary>GuardDuty's threat purpose, the part of a type before the colon, where it means one tactic.</summary>
    private static readonly Dictionary<string, string> Purposes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Backdoor"] = "command_and_control",
        ["CredentialAccess"] = "credential_access",
        ["CryptoCurrency"] = "impact",
        ["DefenseEvasion"] = "defense_evasion",
        ["Discovery"] = "discovery",
        ["Execution"] = "execution",
        ["Exfiltration"] = "exfiltration",
        ["Impact"] = "impact",
        ["InitialAccess"] = "initial_access",
        ["Persistence"] = "persistence",
        ["PrivilegeEscalation"] = "privilege_escalation",
        ["Recon"] = "reconnaissance",
        ["Stealth"] = "defense_evasion",
    };

    public static Attack? OfPurpose(string type) =>
        Purposes.TryGetValue(type.Split(':')[0], out var tactic)
            ? OfTactic(tactic) is { } attack && tactic == "impact" && type.StartsWith("CryptoCurrency", StringComparison.OrdinalIgnoreCase)
                ? attack with { Technique = new() { Uid = "T1496", Name = "Resource Hijacking" } }
                : OfTactic(tactic)
            : null;

    /// <summary>A tag such as <c>mitre_execution</c>, <c>MITRE_TA0002_execution</c>, <c>MITRE_T1059.004_unix_shell</c> or <c>T1059</c>.</summary>
    public static Attack? OfTag(string tag)
    {
        var name = tag.StartsWith("mitre_", StringComparison.OrdinalIgnoreCase) ? tag["mitre_".Length..] : tag;
        if (TechniqueTag().Match(name) is { Success: true } technique)
        {
            var words = technique.Groups["name"] is { Length: > 0 } group ? group.Value.Replace('_', ' ') : null;
            var uid = technique.Groups["uid"].Value.ToUpperInvariant();
            return technique.Groups["sub"] is { Length: > 0 } sub
                ? new() { Technique = new() { Uid = uid }, SubTechnique = new() { Uid = $"{uid}.{sub.Value}", Name = words } }
                : new() { Technique = new() { Uid = uid, Name = words } };
        }

        return name.Length < tag.Length ? OfTactic(TacticTag().Replace(name, "")) : null;
    }

    public static Attack? OfTactic(string name) =>
        Tactics.TryGetValue(name.Replace(' ', '_').Replace('-', '_'), out var tactic)
            ? new() { Tactic = new() { Uid = tactic.Uid, Name = tactic.Name } }
            : Tactics.Values.FirstOrDefault(known => string.Equals(known.Uid, name, StringComparison.OrdinalIgnoreCase)) is { Uid: { } uid } byUid
                ? new() { Tactic = new() { Uid = uid, Name = byUid.Name } }
                : null;

    /// <summary>Null where there is none: an empty list says nothing.</summary>
    public static IReadOnlyList<Attack>? Listed(IEnumerable<Attack?> attacks) =>
        attacks.OfType<Attack>().DistinctBy(attack => (attack.Tactic?.Uid, attack.Technique?.Uid, attack.SubTechnique?.Uid)).ToArray() is { Length: > 0 } listed
            ? listed
            : null;

    [GeneratedRegex(@"^(?<uid>T\d{4})(?:[._](?<sub>\d{3}))?(?:_(?<name>.+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TechniqueTag();

    [GeneratedRegex(@"^TA\d{4}_(?=.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TacticTag();
}
