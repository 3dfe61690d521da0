namespace AlertFlow.Routing;

/// <summary>The durations of an incident. All run on the receive clock.</summary>
public sealed record Timers
{
    /// <summary>W: from the first unreported finding to the Summary; it doubles after each busy window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest window of an incident of High and above.</summary>
    public TimeSpan WindowCapHigh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest window of every other incident.</summary>
    public TimeSpan WindowCap { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Q: the time without news before an incident closes; it doubles with each Reopened.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>The longest Q after doubling.</summary>
    public TimeSpan QuietCap { get; init; } = TimeSpan.FromHours(12);

    /// <summary>R: the time after its end in which a finding reopens an incident.</summary>
    public TimeSpan Reopen { get; init; } = TimeSpan.FromHours(26);

    /// <summary>M: the interval of the messages that an incident of High or above is still active.</summary>
    public TimeSpan StillActive { get; init; } = TimeSpan.FromHours(24);

    /// <summary>D: from a repeat to the edit that shows its count; it doubles up to <see cref="EditDebounceCap"/>.</summary>
    public TimeSpan EditDebounce { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan EditDebounceCap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>GuardDuty's publishing interval: 15 min, 1 h or 6 h, as the detector is set.</summary>
    public TimeSpan GuarddutyPublishingFrequency { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The time to wait beyond GuardDuty's interval before its silence means quiet.</summary>
    public static TimeSpan PublishingMargin { get; } = TimeSpan.FromMinutes(20);

    /// <summary>A finding older than this on receipt is marked late and, below Critical, is not urgent.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromHours(6);

    /// <summary>Returns D after so many edits since the last notification.</summary>
    public TimeSpan EditDebounceAfter(int edits)
    {
        var debounce = EditDebounce * (1 << Math.Min(edits, 16));
        return debounce < EditDebounceCap ? debounce : EditDebounceCap;
    }

    /// <summary>Returns Q before doubling. A source with cumulative counts cannot be quiet before it had to publish again.</summary>
    public TimeSpan QuietFor(bool cumulative)
    {
        var published = GuarddutyPublishingFrequency + PublishingMargin;
        return cumulative && published > Quiet ? published : Quiet;
    }
}
