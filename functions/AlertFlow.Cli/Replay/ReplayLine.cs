using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Cli.Replay;

/// <summary>A notification as <c>replay</c> prints it.</summary>
public sealed record ReplayLine
{
    public required string At { get; init; }
    public required string Reason { get; init; }
    public required string? Incident { get; init; }
    public required string? Storm { get; init; }
    public required int Sequence { get; init; }
    public required string Resource { get; init; }
    public required string Account { get; init; }
    public required string? Region { get; init; }
    public required string Severity { get; init; }
    public required long Count { get; init; }
    public required IReadOnlyList<SourceCount> Counts { get; init; }
    public required long Delta { get; init; }
    public required int SignalCount { get; init; }
    public required IReadOnlyList<ReplaySignal> Signals { get; init; }
    public required bool Urgent { get; init; }
    public required bool Late { get; init; }
    public required bool StillActive { get; init; }
    public required bool Archived { get; init; }
    public required string? ToldBy { get; init; }
    public required string? Route { get; init; }
    public required IReadOnlyList<string> Receivers { get; init; }
    public required IReadOnlyList<string>? WouldTell { get; init; }
    public required string Config { get; init; }

    public static string Json(Notification notification) => JsonSerializer.Serialize(Of(notification), ReplayJson.Default.ReplayLine);

    /// <summary>Returns one line for people: time, reason, severity, place, rule, counts and receivers.</summary>
    public static string Text(Notification notification)
    {
        var resource = notification.Resource;
        var place = resource.TaskId is null
            ? resource.Uid
            : (resource.Service ?? resource.TaskFamily ?? resource.Cluster ?? "task")
                + $"/{resource.TaskId[..Math.Min(8, resource.TaskId.Length)]}";
        var counts = string.Join(
            " · ", notification.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Source} ×{count.Count:N0}")));
        var receivers = notification.Receivers.Count > 0 ? string.Join(", ", notification.Receivers) : "nobody";
        var shadow = notification.WouldTell is { } others ? $" in place of {string.Join(", ", others)}" : "";
        var urgent = notification.Urgent ? "!" : " ";
        var rule = SafeText.Line(RuleWords.Of(notification.Lead.Rule), 100);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Instant(notification.At)} {urgent} {notification.Reason,-9} {notification.Severity.Caption,-13} ")
            + string.Create(CultureInfo.InvariantCulture, $"{SafeText.Line(place, 400)}  {rule}  {counts} (+{notification.Delta:N0})  → ")
            + SafeText.Line(receivers + shadow, 400);
    }

    private static ReplayLine Of(Notification notification) => new()
    {
        At = Instant(notification.At),
        Reason = notification.Reason.ToString(),
        Incident = notification.Incident,
        Storm = null,
        Sequence = notification.Sequence,
        Resource = notification.Resource.Uid,
        Account = notification.Resource.Account,
        Region = notification.Resource.Region,
        Severity = notification.Severity.Caption,
        Count = notification.Count,
        Counts = notification.Counts,
        Delta = notification.Delta,
        SignalCount = notification.SignalCount,
        Signals =
        [
            .. notification.Signals.Select(signal => new ReplaySignal(signal.Source, signal.Rule, signal.Severity.Caption, signal.Count)),
        ],
        Urgent = notification.Urgent,
        Late = notification.Late,
        StillActive = notification.StillActive,
        Archived = notification.Archived,
        ToldBy = null,
        Route = notification.Route,
        Receivers = notification.Receivers,
        WouldTell = notification.WouldTell,
        Config = notification.ConfigVersion,
    };

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}

public sealed record ReplaySignal(string Source, string Rule, string Severity, long Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReplayLine))]
internal sealed partial class ReplayJson : JsonSerializerContext;
