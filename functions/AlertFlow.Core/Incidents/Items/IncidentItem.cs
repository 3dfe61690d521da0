using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Items;

/// <summary>
/// The stored item of one key: the current incident, the memory that outlives it, and the notifications not yet handed over.
/// One conditional write of the item is the commit.
/// </summary>
public sealed record IncidentItem
{
    /// <summary>The version of this layout. A newer item is never overwritten.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
    public required string Key { get; init; }
    public required AffectedResource Resource { get; init; }

    /// <summary>The last touch; the receive clock never goes back before it.</summary>
    public required DateTimeOffset Touched { get; init; }

    public required Incident Incident { get; init; }
    public Memory Memory { get; init; } = new();

    /// <summary>The notifications that are decided but not yet handed over.</summary>
    public IReadOnlyList<Notification> Outbox { get; init; } = [];

    /// <summary>The findings that silences hid and that are not in their digests yet.</summary>
    [JsonPropertyName("concealed")]
    public IReadOnlyList<DigestEntry> DigestEntries { get; init; } = [];

    /// <summary>The silence of a digest; null for an incident.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The last time that notifications were handed over again; null for never.</summary>
    public DateTimeOffset? Redriven { get; init; }

    /// <summary>The last time that the incident's record was written; null for never.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>Members that a later version wrote. They are kept unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Later { get; set; }

    /// <summary>True when everything in it comes from a rehearsal.</summary>
    [JsonIgnore]
    public bool IsRehearsal =>
        Rehearsals.IsTask(Resource.Uid)
        && Incident.Signals.Count > 0
        && Incident.Signals.All(signal => Rehearsals.OfRule(signal.Rule) is not null);

    /// <summary>Adds a notification to the outbox. It replaces a waiting edit, because it shows a later state.</summary>
    public IncidentItem With(Notification notification) =>
        this with
        {
            Outbox = [.. Outbox.Where(entry => entry.Reason is not Reason.Edit || entry.Incident != notification.Incident), notification],
        };

    public IncidentItem Without(IReadOnlySet<(string Incident, int Sequence)> settled) =>
        this with { Outbox = [.. Outbox.Where(entry => !settled.Contains((entry.Incident, entry.Sequence)))] };
}
