namespace AlertFlow.Notifications;

/// <summary>The reasons to send something.</summary>
public enum Reason
{
    /// <summary>An attack on a resource began.</summary>
    Opened,

    /// <summary>It is more severe than people were notified of.</summary>
    Escalated,

    /// <summary>Another rule fired on the same resource.</summary>
    NewSignal,

    /// <summary>The occurrences since the last message; or the news that a long incident is still active.</summary>
    Summary,

    /// <summary>It was closed and is active again.</summary>
    Reopened,

    /// <summary>Nothing new came for long, or all was archived at the source.</summary>
    Closed,

    /// <summary>A silence ended: the findings that it hid.</summary>
    Digest,

    /// <summary>Not a notification: earlier messages are edited to show the current count.</summary>
    Edit,
}
