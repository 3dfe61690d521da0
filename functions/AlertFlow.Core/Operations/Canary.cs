using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Operations;

/// <summary>What a rehearsal is for.</summary>
public enum Rehearsal
{
    /// <summary>Goes the whole way and is rendered, but sent to nobody.</summary>
    Canary,

    /// <summary>Is sent, marked as a test, to every receiver that a High or Critical finding can reach.</summary>
    Page,
}

/// <summary>
/// Harmless findings that go the whole way, so that silence means that nothing happened. One is known by its rule together
/// with its task, which is in no cluster: whoever forges one hides nothing, since a real finding has another key.
/// </summary>
public static class Canary
{
    /// <summary>The <c>source</c> of the events that go by EventBridge: <c>aws.*</c> is reserved. Rules take of it what has a canary's type only.</summary>
    public const string EventSource = "alertflow.canary";

    public const string Rule = "AlertFlow:ECS/Canary";

    /// <summary>Of a finding that is told as a test.</summary>
    public const string PageRule = "AlertFlow:ECS/TestPage";

    /// <summary>What the names of the built-in receivers begin with; no other name does.</summary>
    public const string ReceiverPrefix = "canary-";

    /// <summary>What EventBridge Scheduler puts into the input of its target.</summary>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html"/>
    public const string ExecutionId = "<aws.scheduler.execution-id>";

    public const string ScheduledTime = "<aws.scheduler.scheduled-time>";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    /// <summary>A daily one: id and time are the scheduler's to fill in.</summary>
    public static CanaryEvent Scheduled(string partition, string region, string account) =>
        Event(Rehearsal.Canary, partition, region, account, ExecutionId, ScheduledTime);

    public static CanaryEvent Event(Rehearsal rehearsal, string partition, string region, string account, string id, string time) => rehearsal is Rehearsal.Page
        ? new(PageRule, Severity.High, partition, region, account, id, time)
        : new(Rule, Severity.Low, partition, region, account, id, time);

    /// <summary>Of a source that EventBridge delivers the event's <c>detail</c>, of another the message.</summary>
    public static string BodyOf(Source source, CanaryEvent canary) => source.Canary(canary).ToJsonString(Readable);

    /// <summary>The key of the incident that it begins.</summary>
    public static string KeyOf(CanaryEvent canary) => $"{canary.Account}|{canary.Region}|{canary.TaskArn}";

    /// <summary>Null: it is a finding like any other.</summary>
    public static Rehearsal? Of(Finding finding) => IsTask(finding.Metadata.CorrelationUid) ? Of(finding.FindingInfo.Analytic.Name) : null;

    /// <summary>Whether all that an item holds is rehearsed.</summary>
    public static bool Is(IncidentItem item) =>
        IsTask(item.Resource.Uid) && item.Incident.Signals.Count > 0 && item.Incident.Signals.All(signal => Of(signal.Rule) is not null);

    public static string ReceiverOf(string channel) => $"{ReceiverPrefix}{channel}";

    /// <summary>The channel of a built-in receiver; null: it is none.</summary>
    public static string? ChannelOf(string receiver) => receiver.StartsWith(ReceiverPrefix, StringComparison.Ordinal) ? receiver[ReceiverPrefix.Length..] : null;

    /// <summary>The built-in route: nothing of the tree, no override and no silence has a say.</summary>
    public static Destinations Route(Rehearsal rehearsal, RoutingConfig config) => rehearsal is Rehearsal.Page
        ? new("test", Router.Reach(config, Severity.High, Severity.Critical))
        : new("canary", [.. config.Channels.Select(ReceiverOf)]);

    private static Rehearsal? Of(string rule) => rule switch
    {
        Rule => Rehearsal.Canary,
        PageRule => Rehearsal.Page,
        _ => null,
    };

    private static bool IsTask(string uid) => Arn.Of(uid) is { IsTask: true, ClusterOfTask: CanaryEvent.Cluster };
}
