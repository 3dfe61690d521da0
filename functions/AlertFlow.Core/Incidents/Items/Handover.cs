namespace AlertFlow.Incidents.Items;

/// <summary>How what was decided leaves the outbox, and so when an item is visited for its sake.</summary>
public abstract record Handover
{
    private Handover()
    {
    }

    /// <summary>Whoever commits hands over and settles in the same breath: whatever is left is due at once.</summary>
    public static Handover Direct { get; } = new AtOnce();

    /// <summary>
    /// A queue carries it, and others settle it: what is still there is handed over again. The incident's record is written
    /// on close, and daily while it is open.
    /// </summary>
    public static Handover Queued { get; } = new Redriven();

    /// <summary>When an item is visited though none of its timers is due; null: never.</summary>
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

    /// <summary>When something decided is handed over again: 1, 5, 15 and 60 min after it was decided, then every hour.</summary>
    /// <param name="decided">When it was decided.</param>
    /// <param name="last">When the item was last handed over again.</param>
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
    /// When the incident's record is due: daily while it is open, and once it is closed and everything that was decided of it
    /// is settled; null: it is written, or not yet to be.
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
