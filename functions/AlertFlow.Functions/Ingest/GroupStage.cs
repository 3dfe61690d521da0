using AlertFlow.Findings;
using AlertFlow.Incidents;

namespace AlertFlow.Functions.Ingest;

/// <summary>The findings of one incident key, in their order, and the messages that they came in.</summary>
internal sealed record FindingGroup(string Key, IReadOnlyList<Finding> Findings, IReadOnlyList<string> MessageIds);

/// <summary>Groups findings by incident key: one commit decides all findings of a key.</summary>
internal static class GroupStage
{
    public static IReadOnlyList<FindingGroup> Run(IEnumerable<ReadMessage> messages) =>
    [
        .. messages.SelectMany(message => message.Findings.Select(finding => (Finding: finding, MessageId: message.Id)))
            .GroupBy(one => IncidentKey.Of(one.Finding))
            .Select(group => new FindingGroup(
                group.Key, [.. group.Select(one => one.Finding)], [.. group.Select(one => one.MessageId).Distinct()])),
    ];
}
