namespace AlertFlow.Routing;

/// <summary>How long an incident waits for what. All run on the receive clock.</summary>
public sealed record Timers
{
    /// <summary>W: from the first unreported finding to the Summary; it doubles after each busy window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest window of an incident of High and above.</summary>
    public TimeSpan WindowCapHigh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest window of every other incident.</summary>
    public TimeSpan WindowCap { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Q: how long nothing new may come before an incident is closed; it doubles with each Reopened.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>The longest Q after doubling.</summary>
    public TimeSpan QuietCap { get; init; } = TimeSpan.FromHours(12);

    /// <summary>R: how long after its end a finding reopens an incident.</summary>
    public TimeSpan Reopen { get; init; } = TimeSpan.FromHours(26);

    /// <summary>M: how often an incident of High and above that goes on is told anew.</summary>
    public TimeSpan StillActive { get; init; } = TimeSpan.FromHours(24);

    /// <summary>D: from a counted repeat to the edit of the messages that show the count; it doubles up to <see cref="EditDebounceCap"/>.</summary>
    public TimeSpan EditDebounce { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan EditDebounceCap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often GuardDuty re-publishes a finding: 15 min, 1 h or 6 h, as the detector is set.</summary>
    public TimeSpan GuarddutyPublishingFrequency { get; init; } = TimeSpan.FromHours(6);

    /// <summary>What must pass beyond GuardDuty's frequency before its silence means anything.</summary>
    public static TimeSpan PublishingMargin { get; } = TimeSpan.FromMinutes(20);

    /// <summary>A finding older than this on receipt is marked late and, below Critical, is not urgent.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromHours(6);

    /// <summary>D after so many edits since the last notification.</summary>
    public TimeSpan EditDebounceAfter(int edits)
    {
        var debounce = EditDebounce * (1 << Math.Min(edits, 16));
        return debounce < EditDebounceCap ? debounce : EditDebounceCap;
    }

    /// <summary>Q before any doubling. The silence of a source with cumulative counts means nothing before it had to publish again.</summary>
    public TimeSpan QuietFor(bool cumulative)
    {
        var published = GuarddutyPublishingFrequency + PublishingMargin;
        return cumulative && published > Quiet ? published : Quiet;
    }
}
