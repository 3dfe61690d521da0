using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Items;

/// <summary>
/// What a store holds of one key: its current incident, what must outlive it, and what is decided but not yet handed over.
/// One conditional write of it is the commit.
/// </summary>
public sealed record IncidentItem
{
    /// <summary>The version of this layout. A newer item is never written over.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
    public required string Key { get; init; }
    public required AffectedResource Resource { get; init; }

    /// <summary>The last touch; time never goes back before it.</summary>
    public required DateTimeOffset Touched { get; init; }

    public required Incident Incident { get; init; }
    public Memory Memory { get; init; } = new();

    /// <summary>Decided, and not yet handed over.</summary>
    public IReadOnlyList<Notification> Outbox { get; init; } = [];

    /// <summary>Findings that silences hid, and that are not in their digests yet.</summary>
    [JsonPropertyName("concealed")]
    public IReadOnlyList<DigestEntry> DigestEntries { get; init; } = [];

    /// <summary>Of a digest: the silence that it is of.</summary>
    public Digest? Digest { get; init; }

    /// <summary>When what was decided was last handed over again; null: never.</summary>
    public DateTimeOffset? Redriven { get; init; }

    /// <summary>When the incident's record was last written to where records are kept; null: never.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>Members that a later version wrote: kept as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Later { get; set; }

    /// <summary>Everything that it holds was rehearsed.</summary>
    [JsonIgnore]
    public bool IsRehearsal =>
        Rehearsals.IsTask(Resource.Uid) && Incident.Signals.Count > 0 && Incident.Signals.All(signal => Rehearsals.OfRule(signal.Rule) is not null);

    /// <summary>Adds a decided notification, which waits to be handed over. An edit that still waits is dropped: a later one shows more.</summary>
    public IncidentItem With(Notification notification) =>
        this with { Outbox = [.. Outbox.Where(entry => entry.Reason is not Reason.Edit || entry.Incident != notification.Incident), notification] };

    public IncidentItem Without(IReadOnlySet<(string Incident, int Sequence)> settled) =>
        this with { Outbox = [.. Outbox.Where(entry => !settled.Contains((entry.Incident, entry.Sequence)))] };
}
