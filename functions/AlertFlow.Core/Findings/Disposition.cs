namespace AlertFlow.Findings;

/// <summary>OCSF <c>disposition_id</c>: how the product's action turned out. Those that sources tell; the schema knows more.</summary>
/// <seealso href="https://schema.ocsf.io/1.6.0/profiles/security_control"/>
public enum Disposition
{
    Unknown = 0,
    Allowed = 1,
    Blocked = 2,
    Quarantined = 3,
    Isolated = 4,

    /// <summary>Something else was done, which the status detail tells.</summary>
    CustomAction = 7,

    /// <summary>It was recorded, and left alone.</summary>
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
