namespace AlertFlow.Cli;

/// <summary>The exit codes of the process.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A check failed.</summary>
    public const int Different = 1;

    /// <summary>Something was malformed or has errors; the rest was done.</summary>
    public const int Malformed = 2;

    /// <summary>Wrong usage, as sysexits.h numbers it.</summary>
    public const int Usage = 64;

    /// <summary>A mistake of AlertFlow itself, as sysexits.h numbers it.</summary>
    public const int Internal = 70;

    /// <summary>Stopped by a signal, as shells number Ctrl-C.</summary>
    public const int Interrupted = 130;
}

/// <summary>The user's request cannot be done as asked; the message says what was expected.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
