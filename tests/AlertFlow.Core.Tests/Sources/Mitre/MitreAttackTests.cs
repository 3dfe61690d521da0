using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Tests.Sources.Mitre;

public sealed class MitreTests
{
    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [InlineData("mitre_execution", "TA0002 Execution")]
    [InlineData("MITRE_TA0011_command_and_control", "TA0011 Command and Control")]
    [InlineData("TA0003", "TA0003 Persistence")]
    [InlineData("MITRE_TA0040", "TA0040 Impact")]
    [InlineData("T1059", "TA0002 Execution / T1059 Command and Scripting Interpreter")]
    [InlineData("MITRE_T1059.004_unix_shell", "TA0002 Execution / T1059 Command and Scripting Interpreter / T1059.004 Unix Shell")]
    [InlineData("mitre_t1552_005", "TA0006 Credential Access / T1552 Unsecured Credentials / T1552.005 Cloud Instance Metadata API")]
    [InlineData("MITRE_T1610_deploy_container", "T1610 Deploy Container")]
    [InlineData("MITRE_T9999_not_known_here", "T9999 not known here")]
    [InlineData("T9999", "T9999")]
    [InlineData("MITRE_T1059.999_a_shell_to_come", "TA0002 Execution / T1059 Command and Scripting Interpreter / T1059.999 a shell to come")]
    [InlineData("MITRE_T9999.001_none", "T9999 / T9999.001 none")]
    [InlineData("MITRE", "")]
    [InlineData("MITRE_TA9999_no_tactic", "")]
    [InlineData("mitre_remote_service", "")]
    [InlineData("execution", "")]
    [InlineData("T10591", "")]
    [InlineData("PCI_DSS_10.2.7", "")]
    public void A_tag_names_a_tactic_or_a_technique(string tag, string expected) => Assert.Equal(expected, Words(MitreAttack.OfTag(tag)));

    [Theory]
    [InlineData("mitre_execution T1059", "TA0002 Execution / T1059 Command and Scripting Interpreter")]
    [InlineData("mitre_defense_evasion T1610", "TA0005 Defense Evasion / T1610 Deploy Container")]
    [InlineData("T1610 mitre_impact", "T1610 Deploy Container, TA0040 Impact")]
    [InlineData("mitre_persistence mitre_impact T1543 T1543", "TA0040 Impact, TA0003 Persistence / T1543 Create or Modify System Process")]
    [InlineData("T1552 T1552.001", "TA0006 Credential Access / T1552 Unsecured Credentials / T1552.001 Credentials In Files")]
    [InlineData("nothing", "")]
    public void Tags_that_say_the_same_are_told_once(string tags, string expected) =>
        Assert.Equal(expected, string.Join(", ", (MitreAttack.Listed(tags.Split(' ').Select(MitreAttack.OfTag)) ?? []).Select(Words)));

    [Theory]
    [InlineData("CryptoCurrency:Runtime/BitcoinTool.B!DNS", "TA0040 Impact / T1496 Resource Hijacking")]
    [InlineData("Backdoor:Runtime/C&CActivity.B", "TA0011 Command and Control")]
    [InlineData("Recon:EC2 PortProbeUnprotectedPort", "TA0043 Reconnaissance")]
    [InlineData("UnauthorizedAccess:Runtime/TorClient", "")]
    [InlineData("AttackSequence:ECS/CompromisedCluster", "")]
    public void A_threat_purpose_is_a_tactic_where_it_means_one(string type, string expected) => Assert.Equal(expected, Words(MitreAttack.OfPurpose(type)));

    [Fact]
    public void The_tables_agree()
    {
        var tactics = MitreTactics.All.Select(tactic => tactic.Uid).ToHashSet();

        Assert.Equal(14, tactics.Count);
        Assert.All(MitreTactics.All, tactic => Assert.Equal(tactic, MitreTactics.Find(tactic.Name)));
        Assert.All(MitreTechniques.ByUid.Values, technique => Assert.True(technique.Tactics.Length > 0 && tactics.IsSupersetOf(technique.Tactics), technique.Name));
        Assert.All(MitreSubTechniques.ByUid.Keys, sub => Assert.Contains(sub.Split('.')[0], MitreTechniques.ByUid.Keys));
        Assert.Distinct(MitreTechniques.ByUid.Values.Select(technique => technique.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_in_a_finding_belongs_to_its_id(string name)
    {
        foreach (var attack in Sample.Find(name).Parsed().Select(element => element.Result).OfType<ParseResult.Parsed>().SelectMany(parsed => parsed.Finding.Attacks ?? []))
        {
            Assert.False(attack is { Tactic: null, Technique: null });
            Assert.True(attack.Tactic is null || MitreTactics.Find(attack.Tactic.Uid!) == (attack.Tactic.Uid!, attack.Tactic.Name!), Words(attack));
            Assert.True(attack.Technique is null || !MitreTechniques.ByUid.TryGetValue(attack.Technique.Uid!, out var technique)
                || (technique.Name == attack.Technique.Name && (attack.Tactic is null || technique.Tactics.Contains(attack.Tactic.Uid))), Words(attack));
            Assert.True(attack.SubTechnique is null || MitreSubTechniques.ByUid.GetValueOrDefault(attack.SubTechnique.Uid!, attack.SubTechnique.Name!) == attack.SubTechnique.Name, Words(attack));
            Assert.True(attack.SubTechnique is null || attack.SubTechnique.Uid!.StartsWith($"{attack.Technique?.Uid}.", StringComparison.Ordinal), Words(attack));
        }
    }

    private static string Words(Attack? attack) =>
        string.Join(" / ", new[] { attack?.Tactic, attack?.Technique, attack?.SubTechnique }.OfType<AttackName>().Select(name => $"{name.Uid} {name.Name}".TrimEnd()));
}
