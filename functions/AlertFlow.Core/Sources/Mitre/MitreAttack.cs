using System.Text.RegularExpressions;
using AlertFlow.Findings;

namespace AlertFlow.Sources.Mitre;

/// <summary>Reads MITRE ATT&amp;CK tactics and techniques from rules and tags. A name always belongs to its id.</summary>
internal static partial class MitreAttack
{
    private const string Prefix = "mitre_";
    private const string ResourceHijacking = "T1496";

    /// <summary>The tactics of GuardDuty's threat purposes, the part of a type before the colon.</summary>
    /// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html"/>
    private static readonly Dictionary<string, string> Purposes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Backdoor"] = "TA0011",
        ["CredentialAccess"] = "TA0006",
        ["DefenseEvasion"] = "TA0005",
        ["Discovery"] = "TA0007",
        ["Execution"] = "TA0002",
        ["Exfiltration"] = "TA0010",
        ["Impact"] = "TA0040",
        ["InitialAccess"] = "TA0001",
        ["Persistence"] = "TA0003",
        ["PrivilegeEscalation"] = "TA0004",
        ["Recon"] = "TA0043",
        ["Stealth"] = "TA0005",
    };

    /// <summary>Returns null for a purpose without one tactic, such as <c>UnauthorizedAccess</c> or <c>Policy</c>.</summary>
    public static Attack? OfPurpose(string type) =>
        type.StartsWith("CryptoCurrency:", StringComparison.OrdinalIgnoreCase) ? OfTechnique(ResourceHijacking, null, null)
        : Purposes.TryGetValue(type.Split(':')[0], out var tactic) ? OfTactic(tactic)
        : null;

    /// <summary>Finds a tactic by id or by name.</summary>
    public static Attack? OfTactic(string word) =>
        MitreTactics.Find(word) is ({ } uid, { } name) ? new() { Tactic = new() { Uid = uid, Name = name } } : null;

    /// <summary>
    /// Reads a tag such as <c>mitre_execution</c>, <c>MITRE_TA0002_execution</c>, <c>MITRE_T1059.004_unix_shell</c> or <c>T1059</c>.
    /// Returns null for any other tag. An unknown technique keeps its id and the words of the tag.
    /// </summary>
    public static Attack? OfTag(string tag)
    {
        var name = tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? tag[Prefix.Length..] : tag;
        if (TechniqueTag().Match(name) is { Success: true } technique)
        {
            var words = technique.Groups["name"] is { Length: > 0 } group ? group.Value.Replace('_', ' ') : null;
            return OfTechnique(
                technique.Groups["uid"].Value.ToUpperInvariant(), technique.Groups["sub"] is { Length: > 0 } sub ? sub.Value : null, words);
        }

        return TacticTag().Match(name) is { Success: true } tactic ? OfTactic(tactic.Groups["uid"].Value)
            : name.Length < tag.Length ? OfTactic(name)
            : null;
    }

    /// <summary>
    /// Returns each attack once, or null where there is none. A technique of several tactics takes the one that is listed too. A tactic
    /// or technique is left out where a more specific attack includes it.
    /// </summary>
    public static IReadOnlyList<Attack>? Listed(IEnumerable<Attack?> attacks)
    {
        Attack[] all = [.. attacks.OfType<Attack>()];
        if (all.Length < 2)
        {
            return all.Length > 0 ? all : null;
        }

        AttackName[] beside = [
            .. all.Where(attack => attack.Technique is null)
                .Select(attack => attack.Tactic)
                .OfType<AttackName>()
                .DistinctBy(tactic => tactic.Uid)];
        Attack[] told =
        [
            .. all.Select(attack =>
                    attack is { Tactic: null, Technique.Uid: { } uid } && MitreTechniques.ByUid.TryGetValue(uid, out var known)
                ? attack with { Tactic = beside.FirstOrDefault(tactic => known.Tactics.Contains(tactic.Uid)) }
                : attack),
        ];
        HashSet<string?> tactics = [.. told.Where(attack => attack.Technique is not null).Select(attack => attack.Tactic?.Uid)];
        HashSet<string?> techniques = [.. told.Where(attack => attack.SubTechnique is not null).Select(attack => attack.Technique?.Uid)];
        Attack[] listed =
        [
            .. told
                .Where(attack => attack.Technique is null ? !tactics.Contains(attack.Tactic?.Uid)
                    : attack.SubTechnique is not null || !techniques.Contains(attack.Technique.Uid))
                .DistinctBy(attack => (attack.Tactic?.Uid, attack.Technique?.Uid, attack.SubTechnique?.Uid)),
        ];
        return listed.Length > 0 ? listed : null;
    }

    private static Attack OfTechnique(string uid, string? sub, string? words)
    {
        var isKnown = MitreTechniques.ByUid.TryGetValue(uid, out var known);
        return new()
        {
            Tactic = isKnown && known.Tactics is [var only] ? OfTactic(only)?.Tactic : null,
            Technique = new() { Uid = uid, Name = isKnown ? known.Name : sub is null ? words : null },
            SubTechnique = sub is null ? null
                : new() { Uid = $"{uid}.{sub}", Name = MitreSubTechniques.ByUid.GetValueOrDefault($"{uid}.{sub}") ?? words },
        };
    }

    [GeneratedRegex(
        @"^(?<uid>T\d{4})(?:[._](?<sub>\d{3}))?(?:_(?<name>.+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TechniqueTag();

    [GeneratedRegex(
        @"^(?<uid>TA\d{4})(_.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TacticTag();
}
