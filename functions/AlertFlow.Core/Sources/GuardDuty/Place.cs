using AlertFlow.Findings;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>The origin of a finding: its own account, not that of the administrator that receives it.</summary>
internal sealed record Place(string? Account, string? Region, string? Partition)
{
    public Cloud Cloud =>
        new() { Provider = "AWS", Account = Findings.Account.OfAws(Account), Region = Region, CloudPartition = Partition };

    /// <summary>GuardDuty's page in the console, or null where the region has none.</summary>
    public string? Console => AwsConsole.Of(Partition, Region) is { } console ? $"{console}/guardduty/home?region={Region}" : null;
}
