namespace AlertFlow.Incidents.Items;

/// <summary>The way notifications leave the outbox. It decides when an item is visited for the outbox's sake.</summary>
public abstract record Handover
{
    private Handover()
    {
    }

    /// <summary>The committer sends and settles at once, so anything left is due immediately.</summary>
    public static Handover Direct { get; } = new AtOnce();

    /// <summary>
    /// A queue carries the notifications, and others settle them. Those left over are handed over again. The incident's record
    /// is written on close, and daily while it is open.
    /// </summary>
    public static Handover Queued { get; } = new Redriven();

    /// <summary>Returns when to visit an item even if no timer is due; null for never.</summary>
    public abstract DateTimeOffset? DueAt(IncidentItem item);

    private sealed record AtOnce : Handover
    {
        public override DateTimeOffset? DueAt(IncidentItem item) => item.Outbox.Count > 0 ? item.Touched : null;
    }

    private sealed record Redriven : Handover
    {
        public override DateTimeOffset? DueAt(IncidentItem item)
        {
            var redrive = item.Outbox.Count > 0 ? item.Outbox.Min(entry => RedriveAt(entry.At, item.Redriven)) : (DateTimeOffset?)null;
            return RecordAt(item) is { } record && !(redrive < record) ? record : redrive;
        }
    }

    /// <summary>Returns when to hand a notification over again: 1, 5, 15 and 60 min after the decision, then every hour.</summary>
    /// <param name="decided">The time of the decision.</param>
    /// <param name="last">The last time that the item was handed over again.</param>
    public static DateTimeOffset RedriveAt(DateTimeOffset decided, DateTimeOffset? last)
    {
        var since = last > decided ? last.Value - decided : TimeSpan.Zero;
        foreach (var minutes in (ReadOnlySpan<int>)[1, 5, 15, 60])
        {
            if (since < TimeSpan.FromMinutes(minutes))
            {
                return decided + TimeSpan.FromMinutes(minutes);
            }
        }

        return decided + TimeSpan.FromHours(Math.Floor(since.TotalHours) + 1);
    }

    /// <summary>
    /// Returns when to write the incident's record: daily while it is open, and once more when it is closed and its outbox is
    /// empty; null when it is written, or too early.
    /// </summary>
    public static DateTimeOffset? RecordAt(IncidentItem item)
    {
        var incident = item.Incident;
        return incident.Phase switch
        {
            Phase.Open => (item.Recorded > incident.OpenedAt ? item.Recorded : incident.OpenedAt) + TimeSpan.FromDays(1),
            Phase.Closed when item.Outbox.Count == 0 && !(item.Recorded >= incident.ClosedAt) => incident.ClosedAt,
            _ => null,
        };
    }
}
