using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Falco;

/// <summary>
/// Falco: alerts from Falco itself, and from falcosidekick over SQS or SNS. An SNS subscription wraps them in an envelope, unless it
/// has raw delivery. Raw delivery needs <c>rawjson</c>, because text without its attributes has no fields.
/// </summary>
/// <seealso href="https://falco.org/docs/outputs/formatting/"/>
/// <seealso href="https://github.com/falcosecurity/falcosidekick"/>
public static class FalcoSource
{
    /// <summary>Falco's own heartbeat, sent as an alert.</summary>
    private const string MetricsRule = "Falco internal: metrics snapshot";

    public static Source Row { get; } =
        new("falco", "Falco", new SourceTrigger.Queue(), Recognises, Parse, Canary) { Vendor = "The Falco Project" };

    private static bool Recognises(EventJson element)
    {
        var root = SourceNode.Of(element);
        return FalcoAlert.IsOne(root)
            || (SnsEnvelope.Of(root) is { } envelope && (envelope.Kind is not SnsEnvelope.Notification || FalcoAlert.IsOne(envelope)));
    }

    private static ParseResult Parse(EventJson element)
    {
        var root = SourceNode.Of(element);
        if (SnsEnvelope.Of(root) is not { } envelope)
        {
            return Parse(FalcoAlert.OfJson(root, element));
        }

        return envelope switch
        {
            { Kind: not SnsEnvelope.Notification } =>
                new ParseResult.Ignored($"{Quoted.Of(envelope.Kind)} is about the subscription, no finding"),
            { Event: { } alert } => Parse(envelope, alert),
            { Attributes: var attributes } when attributes["rule"].Exists => Parse(FalcoAlert.OfText(envelope, element.Text)),
            _ => new ParseResult.Malformed("its SNS message is no alert: it is no JSON, and has no attribute \"rule\""),
        };
    }

    private static ParseResult Parse(SnsEnvelope envelope, EventJson alert)
    {
        var root = SourceNode.Of(alert);
        return Parse(FalcoAlert.OfJson(root, alert) with { Unread = envelope.RemainderAround(root) });
    }

    private static ParseResult Parse(FalcoAlert alert) => alert switch
    {
        { Rule: null } => new ParseResult.Malformed("it has no rule"),
        { Rule: MetricsRule } => new ParseResult.Ignored("Falco's own metrics, no finding"),
        { At: null } => new ParseResult.Malformed("it has no time that can be read"),
        _ => new ParseResult.Parsed(FalcoFinding.Of(alert, alert.Rule, alert.At.Value)),
    };

    private static JsonObject Canary(CanaryEvent canary) => new()
    {
        ["uuid"] = canary.Id,
        ["time"] = canary.Time,
        ["rule"] = canary.Rule,
        ["priority"] = canary.Severity.IsAtLeast(Severity.High) ? "Error" : "Notice",
        ["source"] = "syscall",
        ["output"] = "A rehearsal by AlertFlow: nothing happened.",
        ["output_fields"] = new JsonObject { ["aws.ecs.task.arn"] = canary.TaskArn },
    };
}
