using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.EventBridge;
using AlertFlow.Reading;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Infra.Tests;

/// <summary>
/// A product that nobody makes, and the second whose events EventBridge delivers. Its findings are GuardDuty's, but name the rule in
/// another place. Infrastructure gets nothing of it but this row; <see cref="Deployments"/> has it deployed, so every policy sees it.
/// </summary>
internal static class Acme
{
    public static Source Source { get; } = GuardDutySource.Row with
    {
        Name = "acme",
        Title = "Acme Guard",
        Vendor = "Acme",
        Trigger = new SourceTrigger.EventBridge("aws.acme", ["Acme Alert", "Acme Report"], "alert.rule")
        {
            Filters = [new("Acme Alert", "alert.state", "open"), new("Acme Report", "alert.state", "open")],
        },
        Recognises = element => JsonNode.Parse(element.Text)!["alert"] is not null,
        Parse = Parse,
        Canary = CanaryOf,
    };

    private static ParseResult Parse(EventJson element)
    {
        var finding = JsonNode.Parse(element.Text)!;
        finding["type"] = finding["alert"]!["rule"]!.DeepClone();
        return Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(finding.ToJsonString()), GuardDutySource.Row)).Result;
    }

    private static JsonObject CanaryOf(CanaryEvent canary)
    {
        var detail = GuardDutySource.Row.Canary(canary);
        detail["alert"] = new JsonObject { ["rule"] = canary.Rule };
        detail.Remove("type");
        return detail;
    }
}

/// <summary>Tests that the forwarder and all descriptions follow from the rows. The policies see the rest of the stack.</summary>
public sealed class NewSourceTests
{
    private static readonly Template Forwarder = Deployments.Forwarder([.. Source.All, Acme.Source]);

    [Theory]
    [InlineData("""{"source": "aws.acme", "detail-type": "Acme Alert", "detail": {"alert": {"state": "open"}}}""", true)]
    [InlineData("""{"source": "aws.guardduty", "detail-type": "GuardDuty Finding", "detail": {}}""", true)]
    [InlineData("""{"source": "aws.acme", "detail-type": "GuardDuty Finding", "detail": {}}""", false)]
    [InlineData("""{"source": "aws.acme", "detail-type": "Acme Alert", "detail": {"alert": {"state": "closed"}}}""", false)]
    public void The_findings_of_every_source_of_EventBridge_are_forwarded(string envelope, bool passes)
    {
        using var json = JsonDocument.Parse(envelope);

        Assert.Equal(passes, Forwarder.OfType("AWS::Events::Rule")
            .Any(rule => EventPattern.Parse(rule.At("EventPattern")!.ToJsonString()).Matches(json.RootElement)));
    }

    [Fact]
    public void Every_rule_of_the_forwarder_may_write_to_its_dead_letter_queue() =>
        Assert.All(Forwarder.OfType("AWS::Events::Rule"), rule => Assert.Contains(Forwarder.Statements, one =>
            Template.ServiceOf(one.Statement) == "events.amazonaws.com"
            && Template.Reference(one.Statement["Condition"]?["ArnEquals"]?["aws:SourceArn"]) == rule.Id));

    [Fact]
    public void Descriptions_name_the_sources()
    {
        Assert.Equal("Forwards GuardDuty and Acme Guard findings to AlertFlow's bus", DescriptionOf(Forwarder));
        Assert.Equal(
            "AlertFlow: GuardDuty, Sysdig, Falco and Acme Guard findings, one conversation per attacked ECS task",
            DescriptionOf(Deployments.Of("new-source")));
        Assert.Equal("GuardDuty and Acme Guard findings of other accounts and regions", Assert.Single(
            Deployments.Of("new-source-multi-account").OfType("AWS::Events::EventBus")).Text("Description"));
    }

    private static string DescriptionOf(Template template) => template.Json["Description"]!.GetValue<string>();
}
