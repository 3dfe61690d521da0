using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class TransitionTests
{
    private static readonly string Semantics = File.ReadAllText(Path.Combine(Repository.Root, "docs", "semantics.md"));

    public static TheoryData<DecisionReason> Reasons => [.. Enum.GetValues<DecisionReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_decision_has_a_row_that_the_documentation_repeats(DecisionReason reason)
    {
        var row = Transition.Of(reason);

        var counts = row.Counts is Counting.None ? "" : row.Counts.ToString().ToLowerInvariant();
        var to = row.Sends is null ? "" : row.IsRouted ? "the routes' receivers" : "the audience";
        var form = row switch
        {
            { Sends: null } => "",
            { Sends: Reason.Edit } => "an edit",
            { StandsAlone: true } => "a message of its own",
            _ => "a reply",
        };
        string[] cells = [reason.ToString(), counts, row.Sends?.ToString() ?? "", to, form];
        Assert.Contains($"|{string.Concat(cells.Select(cell => cell.Length > 0 ? $" {cell} |" : " |"))}\n", Semantics, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_finding_is_counted()
    {
        DecisionReason[] timers =
        [
            DecisionReason.WindowEnded, DecisionReason.StillActive, DecisionReason.Quiet, DecisionReason.SilenceEnded, DecisionReason.Digested,
            DecisionReason.Edited, DecisionReason.NothingDue,
        ];

        Assert.All(timers, reason => Assert.Equal(Counting.None, Transition.Of(reason).Counts));
    }
}
