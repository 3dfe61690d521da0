using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using AlertFlow.Sources.Sysdig;
using AlertFlow.Tests.Incidents;
using AlertFlow.Tests.Ocsf;

namespace AlertFlow.Tests.Deployment;

/// <summary>A canary goes the whole way and is sent to nobody; whoever forges one hides nothing.</summary>
public sealed class CanaryTests
{
    private static readonly RoutingConfig Config = RoutingConfigJson.Versioned(new()
    {
        Version = "",
        Route = new() { Name = "default", Receivers = ["chat", "pager"] },
        Receivers =
        [
            new() { Name = "chat", Channel = "slack", Settings = new Dictionary<string, string> { ["channel"] = "#alerts" } },
            new()
            {
                Name = "pager",
                Channel = "sns",
                Settings = new Dictionary<string, string> { ["topic_arn"] = "arn:aws:sns:eu-central-1:111122223333:pager" },
            },
        ],
        SeverityOverrides = [new([new("rule", MatchOperator.Matches, ".*")], Severity.Critical)],
        Suppress = [new("all", [new("rule", MatchOperator.Matches, ".*")], "everything")],
    });

    public static TheoryData<string> Sources => [.. Source.All.Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_source_makes_a_canary_that_its_own_parser_recognises(string name)
    {
        foreach (var kind in Enum.GetValues<Rehearsal>())
        {
            var canary = Event(kind);
            var finding = Parse(Source.Find(name)!, canary);

            Assert.Equal(kind, Rehearsals.Of(finding));
            Assert.Equal(Canary.KeyOf(canary), IncidentKey.Of(finding));
            Assert.Equal(kind is Rehearsal.Page ? Severity.High : Severity.Low, finding.SeverityId);
            Assert.Equal(Some.Noon, finding.FirstSeen);
            if (OcsfSchema.IsPresent)
            {
                OcsfSchema.AssertValid(FindingJson.Write(finding));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_placeholders_of_the_scheduler_stay_as_it_writes_them(string name)
    {
        var body = Canary.BodyOf(
            Source.Find(name)!, Canary.Scheduled("${Token[AWS.Partition.1]}", "${Token[AWS.Region.2]}", "${Token[AWS.AccountId.3]}"));

        Assert.Contains(
            "arn:${Token[AWS.Partition.1]}:ecs:${Token[AWS.Region.2]}:${Token[AWS.AccountId.3]}"
                + ":task/alertflow-canary/<aws.scheduler.execution-id>",
            body,
            StringComparison.Ordinal);
        Assert.Contains("\"<aws.scheduler.scheduled-time>\"", body, StringComparison.Ordinal);
        Assert.IsType<JsonObject>(JsonNode.Parse(body));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_canary_goes_urgently_to_the_built_in_receivers_whatever_the_configuration_hides(string name)
    {
        var told = Decided(Parse(Source.Find(name)!, Event(Rehearsal.Canary)), Config).Outbox.Single();

        Assert.Equal((Reason.Opened, true, "canary"), (told.Reason, told.Urgent, told.Route));
        Assert.Equal(["canary-slack", "canary-sns"], told.Receivers);
    }

    [Fact]
    public void The_end_of_a_canary_goes_only_to_the_built_in_receivers()
    {
        var opened = Decided(Parse(GuardDutySource.Row, Event(Rehearsal.Canary)), Config);

        var closed = Decide.OnTimer(opened, Some.Noon.AddDays(1), Config);

        Assert.True(closed.Item.IsRehearsal);
        Assert.Equal(Reason.Closed, closed.Outcomes[0].Notification!.Reason);
        Assert.Equal(["canary-slack", "canary-sns"], closed.Outcomes[0].Notification!.Receivers);
    }

    [Fact]
    public void A_delivery_of_a_canary_is_rendered_and_settled_and_never_attempted()
    {
        var item = Decided(Parse(SysdigSource.Row, Event(Rehearsal.Canary)), Config);
        var stream = new DeliveryItem { Stream = new DeliveryStream(item.Key, item.Incident.Id, "canary-sns") };

        var step = Delivering.Next(stream, item.Outbox, Config, Some.Noon, _ => null);

        Assert.Equal(new NextStep.Settle(item.Outbox[0], Settlement.Rehearsed, "rendered for sns, sent to nobody"), step);
    }

    [Fact]
    public void A_test_is_sent_once_and_marked_to_every_receiver_that_a_severe_finding_can_reach()
    {
        var item = Decided(Parse(SysdigSource.Row, Event(Rehearsal.Page)), Config);

        var told = item.Outbox.Single();
        Assert.Equal((true, true), (told.Test, told.Urgent));
        Assert.Equal(["chat", "pager"], told.Receivers);
        Assert.StartsWith("[TEST] 🟧 HIGH · Test page", Headline.Of(told), StringComparison.Ordinal);
        Assert.Empty(Decide.OnTimer(item, Some.Noon.AddDays(1), Config).Outcomes[0].Notification!.Receivers);
    }

    [Fact]
    public void A_real_finding_that_names_the_task_or_the_rule_of_a_canary_is_sent_as_ever()
    {
        var config = Config with { Suppress = [] };
        var elsewhere = Some.Event("1", Rehearsals.CanaryRule, Severity.High);
        var canary = Parse(SysdigSource.Row, Event(Rehearsal.Canary));
        var forged = canary with
        {
            Metadata = canary.Metadata with { Uid = new string('a', 32) },
            FindingInfo = canary.FindingInfo with { Analytic = new() { TypeId = AnalyticType.Rule, Name = "Reverse shell" } },
        };

        Assert.Null(Rehearsals.Of(elsewhere));
        Assert.Null(Rehearsals.Of(forged));
        Assert.Equal(["chat", "pager"], Decided(elsewhere, config).Outbox.Single().Receivers);

        // Even where a canary has opened the incident before it.
        var after = Decide.OnFindings(
            Canary.KeyOf(Event(Rehearsal.Canary)),
            Decided(canary, config),
            [RoutingDecision.Resolve(config, forged, Some.Noon)],
            Some.Noon,
            config);
        Assert.Equal((DecisionReason.Escalated, true), (after.Outcomes[0].Reason, after.Outcomes[0].Notification!.Urgent));
        Assert.Equal(["chat", "pager"], after.Outcomes[0].Notification!.Receivers);
        Assert.False(after.Item.IsRehearsal);
    }

    private static CanaryEvent Event(Rehearsal kind) =>
        Canary.Event(kind, "aws", "eu-central-1", "111122223333", "d32c5kddcf5bb8c3", "2026-05-04T12:00:00Z");

    private static Finding Parse(Source source, CanaryEvent canary)
    {
        var body = Canary.BodyOf(source, canary);
        var whole = source.Trigger is SourceTrigger.EventBridge bridge
            ? $$"""
            {"version":"0","id":"e","detail-type":"{{bridge.DetailTypes[0]}}","source":"{{Canary.EventSource}}","account":"111122223333",
             "time":"2026-05-04T12:00:00Z","region":"eu-central-1","resources":[],"detail":{{body}}}
            """
            : body;
        return Assert.IsType<ParseResult.Parsed>(Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(whole), source)).Result).Finding;
    }

    private static IncidentItem Decided(Finding finding, RoutingConfig config) =>
        Decide.OnFindings(IncidentKey.Of(finding), null, [RoutingDecision.Resolve(config, finding, Some.Noon)], Some.Noon, config).Item;
}
