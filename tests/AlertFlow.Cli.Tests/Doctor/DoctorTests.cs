using AlertFlow.Cli.Doctor;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Tests;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Cli.Tests.Doctor;

public sealed class DoctorTests
{
    private static readonly Notification Told = Decide.OnFindings(
        "key",
        null,
        [RoutingDecision.Resolve(Some.Config, Some.Event("1", "Netcat", Severity.High), Some.Noon)],
        Some.Noon,
        Some.Config).Item.Outbox[0];

    [Fact]
    public void Every_link_leads_to_a_heading()
    {
        var headings = File.ReadLines(Path.Combine(Repository.Root, "docs", "doctor.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..].ToLowerInvariant().Replace(' ', '-'));

        Assert.Equal(headings.Order(StringComparer.Ordinal), Heading.All.Order(StringComparer.Ordinal));
    }

    /// <summary>What is seen, whether it went by the bus, and where it is said to have stopped.</summary>
    [Theory]
    [InlineData(0, 0, 0, true, Heading.NotArrived, "did not arrive on GuardDutyQueue")]
    [InlineData(0, 0, 0, false, Heading.NotDecided, "was taken from GuardDutyQueue, and is not decided")]
    [InlineData(1, 0, 0, true, Heading.NotTaken, "arrived on GuardDutyQueue, was not taken from it")]
    [InlineData(1, 1, 0, true, Heading.NotDecided, "fails or hangs")]
    [InlineData(0, 1, 0, false, Heading.NotDecided, "fails or hangs")]
    [InlineData(0, 0, 1, true, Heading.NotDecided, "was dead-lettered")]
    public void A_canary_without_a_decision_stopped_where_it_was_last_seen(
        int waiting, int held, int letters, bool byBus, string heading, string what)
    {
        var check = Journey.Of(
            "canary", new() { Waiting = waiting, Held = held, DeadLetters = letters }, byBus, "guardduty", TimeSpan.FromSeconds(90));

        Assert.False(check.IsWell);
        Assert.Contains(what, check.What, StringComparison.Ordinal);
        Assert.Equal($"docs/doctor.md#{heading}", check.Page);
    }

    [Fact]
    public void An_undelivered_canary_names_the_receivers_that_still_wait_and_why()
    {
        var failing = new Failing
        {
            Since = Some.Noon,
            Attempts = 2,
            Reason = FailureReason.AuthError,
            Detail = "Slack token_expired",
            NotBefore = Some.Noon,
        };

        var check = Journey.Of(
            "canary", Decided(Delivery("slack") with { Failing = failing }), byBus: true, "guardduty", TimeSpan.FromSeconds(90));

        Assert.Equal("was decided, and not delivered: slack fails: Slack token_expired; pager: its wake-up was not taken", check.What);
        Assert.Contains("token", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_that_every_receiver_settled_has_arrived_but_a_dead_letter_is_still_wrong()
    {
        var well = Decided(Settled("slack", Settlement.Rehearsed), Settled("pager", Settlement.Delivered));
        var bad = Decided(Settled("slack", Settlement.Delivered), Settled("pager", Settlement.DeadLettered));

        Assert.Equal((true, "went the whole way in 2.0 s: slack rehearsed, pager delivered"), (Of(well).IsWell, Of(well).What));
        Assert.Equal((false, "mend what it says: why"), (Of(bad).IsWell, Of(bad).Remedy));

        static Check Of(Sighting seen) => Journey.Of("canary", seen, byBus: true, "guardduty", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Without_a_stack_it_says_what_is_missing()
    {
        var wrong = await Executable.RunAsync("doctor");

        Assert.Equal(ExitCode.Usage, wrong.ExitCode);
        Assert.Contains("--stack", wrong.Errors, StringComparison.Ordinal);
    }

    /// <summary>The clients of AWS take time to load, so they are loaded only when one is built.</summary>
    [Fact]
    public void The_command_alone_loads_no_client_of_AWS()
    {
        _ = DoctorCommand.Create().Parse(["--stack", "alertflow"]);

        Assert.DoesNotContain(
            AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.StartsWith("AWSSDK", StringComparison.Ordinal));
    }

    private static Sighting Decided(params DeliveryItem[] deliveries) =>
        new() { Waiting = 0, Held = 0, DeadLetters = 0, Told = Told, Deliveries = deliveries };

    private static DeliveryItem Delivery(string receiver) => new() { Stream = new DeliveryStream("key", Told.Incident, receiver) };

    private static DeliveryItem Settled(string receiver, Settlement settlement) => Delivery(receiver) with
    {
        SettledThrough = Told.Sequence,
        Outcomes = [new DeliveryOutcome(Told.Sequence, settlement, Some.Noon, "why")],
    };
}
