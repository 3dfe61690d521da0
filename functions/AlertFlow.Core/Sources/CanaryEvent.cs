using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>
/// The values for a canary, a harmless event that proves that the pipeline works. They are all text, because the scheduler or
/// CloudFormation may fill them in later.
/// </summary>
/// <param name="Rule">The rule of the event.</param>
/// <param name="Severity">The severity of the event.</param>
/// <param name="Partition">The AWS partition, such as <c>aws</c>.</param>
/// <param name="Region">The region of the stack.</param>
/// <param name="Account">The account of the stack.</param>
/// <param name="Id">A unique id.</param>
/// <param name="Time">RFC 3339.</param>
public sealed record CanaryEvent(string Rule, Severity Severity, string Partition, string Region, string Account, string Id, string Time)
{
    public string TaskArn => $"arn:{Partition}:ecs:{Region}:{Account}:task/{Rehearsals.Cluster}/{Id}";
}
