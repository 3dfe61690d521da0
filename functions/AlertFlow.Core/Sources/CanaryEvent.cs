using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>
/// What a source's row makes a harmless event of: it says nothing but that the way is open. All of it is text that the
/// scheduler or CloudFormation may fill in later.
/// </summary>
/// <param name="Rule">What the event is known by.</param>
/// <param name="Severity">How grave it is to be taken.</param>
/// <param name="Partition">Of AWS, such as <c>aws</c>.</param>
/// <param name="Region">Where the stack is.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Id">Its own, which no other has.</param>
/// <param name="Time">RFC 3339.</param>
public sealed record CanaryEvent(string Rule, Severity Severity, string Partition, string Region, string Account, string Id, string Time)
{
    public string TaskArn => $"arn:{Partition}:ecs:{Region}:{Account}:task/{Rehearsals.Cluster}/{Id}";
}
