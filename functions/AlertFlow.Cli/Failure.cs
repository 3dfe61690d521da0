using AlertFlow.Cli.Routes;

namespace AlertFlow.Cli;

/// <summary>Ends the process early with lines on standard error and an exit code, never with a stack trace.</summary>
public static class Failure
{
    public static int Usage(IEnumerable<string> errors)
    {
        foreach (var error in errors)
        {
            Say($"alertflow: {error}");
        }

        Say("Try 'alertflow --help'.");
        return ExitCode.Usage;
    }

    public static int Report(Exception exception)
    {
        switch (exception)
        {
            case InvalidConfigurationException:
                Array.ForEach(exception.Message.Split('\n'), Say);
                return ExitCode.Malformed;
            case UsageException:
                Say($"alertflow: {exception.Message}");
                return ExitCode.Usage;
            case OperationCanceledException:
                return ExitCode.Interrupted;
            default:
                Say($"alertflow: internal error: {exception.GetType().Name}: {exception.Message}");
                return ExitCode.Internal;
        }
    }

    private static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(Screen.Clean(line));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed: only the exit code is left.
        }
    }
}
