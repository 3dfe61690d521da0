namespace AlertFlow.Incidents.Items;

/// <summary>A stored item that nobody can read: it is set aside, and its key begins anew.</summary>
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

/// <summary>A stored item that a later version of this code wrote, and that this one must not write over.</summary>
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
