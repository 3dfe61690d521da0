using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Sources;

namespace AlertFlow.Cli;

/// <summary>Reports each element that could not be read, with its place and the reason, in one line on standard error.</summary>
public static class Complaint
{
    private const int Longest = 300;

    public static void Print(string file, int line, ParseResult result)
    {
        var (kind, reason) = result switch
        {
            ParseResult.Ignored ignored => ("ignored", ignored.Reason),
            ParseResult.Malformed malformed => ("malformed", malformed.Reason),
            _ => ("read", ""),
        };
        Console.Error.WriteLine($"{SafeText.Line(file, Longest)}:{line}: {kind}: {SafeText.Line(reason, Longest)}");
    }
}
