namespace AlertFlow.Findings;

/// <summary>OCSF <c>disposition_id</c>: the outcome of the product's action. The schema has more values than sources use.</summary>
/// <seealso href="https://schema.ocsf.io/1.6.0/profiles/security_control"/>
public enum Disposition
{
    Unknown = 0,
    Allowed = 1,
    Blocked = 2,
    Quarantined = 3,
    Isolated = 4,

    /// <summary>Another action, which the status detail names.</summary>
    CustomAction = 7,

    /// <summary>The event was recorded, and nothing else was done.</summary>
    Logged = 17,

    /// <summary>The product tried to act and failed.</summary>
    Error = 27,
    Other = 99,
}

public static class DispositionExtensions
{
    extension(Disposition disposition)
    {
        public string Caption => disposition is Disposition.CustomAction ? "Custom Action" : disposition.ToString();
    }
}
