namespace AlertFlow.Incidents.Items;

/// <summary>A stored item that cannot be read. It is set aside, and its key starts again.</summary>
public sealed class UnreadableItemException : Exception
{
    public UnreadableItemException()
    {
    }

    public UnreadableItemException(string message)
        : base(message)
    {
    }

    public UnreadableItemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A stored item that a later version of this code wrote. This version must not overwrite it.</summary>
public sealed class NewerItemException : Exception
{
    public NewerItemException()
    {
    }

    public NewerItemException(string message)
        : base(message)
    {
    }

    public NewerItemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
