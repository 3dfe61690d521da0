namespace AlertFlow.Findings;

/// <summary>OCSF <c>activity_id</c> of a finding.</summary>
public enum Activity
{
    Unknown = 0,
    Create = 1,
    Update = 2,
    Close = 3,
    Other = 99,
}

/// <summary>OCSF <c>status_id</c> of a finding.</summary>
public enum Status
{
    Unknown = 0,
    New = 1,
    InProgress = 2,
    Suppressed = 3,
    Resolved = 4,
    Archived = 5,
    Deleted = 6,
    Other = 99,
}

/// <summary>OCSF <c>confidence_id</c>.</summary>
public enum Confidence
{
    Unknown = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Other = 99,
}

/// <summary>OCSF <c>action_id</c>: the product's response.</summary>
public enum ProductAction
{
    Unknown = 0,
    Allowed = 1,
    Denied = 2,
    Observed = 3,
    Modified = 4,
    Other = 99,
}

public static class ActivityExtensions
{
    extension(Activity activity)
    {
        public string Caption => activity.ToString();
    }

    extension(Status status)
    {
        public string Caption => status is Status.InProgress ? "In Progress" : status.ToString();
    }

    extension(Confidence confidence)
    {
        public string Caption => confidence.ToString();
    }

    extension(ProductAction action)
    {
        public string Caption => action.ToString();
    }
}
