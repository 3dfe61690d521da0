using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

/// <summary>What was known before AlertFlow was deployed is told, and wakes nobody.</summary>
public sealed class AdoptionTests
{
    private static readonly RoutingConfig Adopting = Some.Config.Adopting(Some.Noon.AddHours(-1));

    [Fact]
    public void A_finding_first_seen_before_is_told_without_urgency_and_says_so()
    {
        var outcome = new History(Adopting).Receive(Some.Noon, First(Some.Noon.AddDays(-3)));

        var told = Assert.IsType<Notification>(outcome.Notification);
        Assert.Equal((DecisionReason.Opened, true, false), (outcome.Reason, told.Adopted, told.Urgent));
        Assert.Equal(["slack", "pager"], told.Receivers);
        Assert.Contains(Message.Of(told).Facts, fact => fact.Text.StartsWith("first seen before AlertFlow was deployed", StringComparison.Ordinal));
    }

    [Fact]
    public void So_is_one_that_its_product_created_before() =>
        Assert.False(new History(Adopting).Receive(Some.Noon, Created(Some.Noon.AddHours(-2))).Notification!.Urgent);

    [Fact]
    public void What_is_new_since_is_as_urgent_as_ever()
    {
        var history = new History(Adopting);
        history.Receive(Some.Noon, First(Some.Noon.AddDays(-3)));

        var escalated = history.Receive(Some.Noon.AddMinutes(1), Some.Event("2", "Reverse shell", Severity.Critical, time: Some.Noon));

        Assert.Equal((DecisionReason.Escalated, true, false), (escalated.Reason, escalated.Notification!.Urgent, escalated.Notification.Adopted));
    }

    [Fact]
    public void Without_such_a_moment_nothing_is_adopted() =>
        Assert.True(new History().Receive(Some.Noon, First(Some.Noon.AddDays(-3))).Notification is { Urgent: true, Adopted: false });

    [Fact]
    public void A_silence_that_ends_wakes_nobody_for_it()
    {
        var history = new History(Adopting with { Silences = [Some.Silence("Execution:Runtime/SuspiciousTool", Some.Noon.AddDays(-1), Some.Noon.AddMinutes(5))] });
        history.Receive(Some.Noon, First(Some.Noon.AddDays(-3)));

        history.RunUntil(Some.Noon.AddMinutes(6));

        Assert.False(Assert.Single(history.Told, told => told.Reason is Reason.Opened).Urgent);
    }

    private static Finding First(DateTimeOffset seen) => Some.Cumulative("1", 5) with { StartTime = seen };

    private static Finding Created(DateTimeOffset created) => Some.Cumulative("1", 5) is var finding ? finding with { FindingInfo = finding.FindingInfo with { CreatedTime = created } } : throw new InvalidOperationException();
}
