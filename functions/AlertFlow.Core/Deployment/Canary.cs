using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Deployment;

/// <summary>Makes the events of rehearsals, for the daily schedule and for <c>alertflow doctor</c>.</summary>
public static class Canary
{
    /// <summary>The <c>source</c> of events through EventBridge, where <c>aws.*</c> is reserved. Rules accept only a canary's type from it.</summary>
    public const string EventSource = "alertflow.canary";

    /// <summary>A placeholder that EventBridge Scheduler fills in.</summary>
    /// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html"/>
    public const string ExecutionId = "<aws.scheduler.execution-id>";

    public const string ScheduledTime = "<aws.scheduler.scheduled-time>";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    /// <summary>Returns the daily event; the scheduler fills in id and time.</summary>
    public static CanaryEvent Scheduled(string partition, string region, string account) =>
        Event(Rehearsal.Canary, partition, region, account, ExecutionId, ScheduledTime);

    public static CanaryEvent Event(Rehearsal rehearsal, string partition, string region, string account, string id, string time) => rehearsal is Rehearsal.Page
        ? new(Rehearsals.PageRule, Severity.High, partition, region, account, id, time)
        : new(Rehearsals.CanaryRule, Severity.Low, partition, region, account, id, time);

    /// <summary>Returns what the source's queue gets: the event's <c>detail</c>, or the message.</summary>
    public static string BodyOf(Source source, CanaryEvent canary) => source.Canary(canary).ToJsonString(Readable);

    /// <summary>Returns the key of the incident that it begins.</summary>
    public static string KeyOf(CanaryEvent canary) => $"{canary.Account}|{canary.Region}|{canary.TaskArn}";
}
