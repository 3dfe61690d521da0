namespace AlertFlow.Notifications;

/// <summary>Why something is sent.</summary>
public enum Reason
{
    /// <summary>A resource is attacked that was not.</summary>
    Opened,

    /// <summary>It got more severe than was told.</summary>
    Escalated,

    /// <summary>Another rule fired on the same resource.</summary>
    NewSignal,

    /// <summary>What came since the last message; or, of a long incident, that it still goes on.</summary>
    Summary,

    /// <summary>It went quiet and came back.</summary>
    Reopened,

    /// <summary>Nothing new for long, or archived at the source.</summary>
    Closed,

    /// <summary>What a silence hid, once it has ended.</summary>
    Digest,

    /// <summary>No notification: what was sent before shows the current count.</summary>
    Edit,
}
