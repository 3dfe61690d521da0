using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Deployment;

/// <summary>Makes the events of rehearsals: those that a schedule sends daily, and those that <c>alertflow doctor</c> sends.</summary>
public static class Canary
{
    /// <summary>The <c>source</c> of the events that go by EventBridge: <c>aws.*</c> is reserved. Rules take of it what has a canary's type only.</summary>
    public const string EventSource = "alertflow.canary";

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
        ? new(Rehearsals.PageRule, Severity.High, partition, region, account, id, time)
        : new(Rehearsals.CanaryRule, Severity.Low, partition, region, account, id, time);

    /// <summary>Of a source that EventBridge delivers the event's <c>detail</c>, of another the message.</summary>
    public static string BodyOf(Source source, CanaryEvent canary) => source.Canary(canary).ToJsonString(Readable);

    /// <summary>The key of the incident that it begins.</summary>
    public static string KeyOf(CanaryEvent canary) => $"{canary.Account}|{canary.Region}|{canary.TaskArn}";
}
