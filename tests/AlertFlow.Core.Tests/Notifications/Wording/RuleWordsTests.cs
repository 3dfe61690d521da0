using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Tests.Notifications.Wording;

public sealed class RuleWordsTests
{
    [Theory]
    [InlineData("Execution:Runtime/SuspiciousTool", "Suspicious tool")]
    [InlineData("CryptoCurrency:Runtime/BitcoinTool.B!DNS", "Bitcoin tool (DNS)")]
    [InlineData("Backdoor:Runtime/C&CActivity.B!DNS", "C&C activity (DNS)")]
    [InlineData("AttackSequence:ECS/CompromisedCluster", "Attack sequence: compromised cluster")]
    [InlineData("UnauthorizedAccess:EC2/SSHBruteForce", "SSH brute force")]
    [InlineData("UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", "Malicious IP caller (custom)")]
    [InlineData("Trojan:Runtime/DGADomainRequest.C!DNS", "DGA domain request (DNS)")]
    [InlineData("PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified", "Cgroups release agent modified")]
    [InlineData("Discovery:IAMUser/AnomalousBehavior", "Anomalous behavior (discovery)")]
    [InlineData("DefenseEvasion:Runtime/ProcessInjection.VirtualMemoryWrite", "Process injection (virtual memory write)")]
    [InlineData("Backdoor:EC2/DenialOfService.UdpOnTcpPorts", "Denial of service (udp on tcp ports)")]
    [InlineData("Launch Suspicious Network Tool in Container", "Launch Suspicious Network Tool in Container")]
    [InlineData("Policy: a/b", "Policy: a/b")]
    [InlineData("[SAMPLE] Execution:Runtime/ReverseShell", "[SAMPLE] Reverse shell")]
    public void A_rule_is_described_in_words(string rule, string words) => Assert.Equal(words, RuleWords.Of(rule));
}
