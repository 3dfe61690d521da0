using AlertFlow.Tests;

namespace AlertFlow.EndToEnd;

/// <summary>The functions' executable in both of its forms.</summary>
internal static class Executable
{
    /// <summary>Compiled ahead of time: what is deployed.</summary>
    /// <exception cref="FileNotFoundException">Nobody has published it.</exception>
    public static string Native
    {
        get
        {
            var folder = Path.Combine(Repository.Root, "artifacts", "package", "functions");
            return File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap"))
                ? folder
                : throw new FileNotFoundException($"The functions are not published in {folder}: run 'make package'");
        }
    }

    /// <summary>The assembly, for the managed runtime.</summary>
    public static string Managed => Built("AlertFlow.Functions");

    /// <summary>The command line.</summary>
    public static string CommandLine => Path.Combine(Built("AlertFlow.Cli"), OperatingSystem.IsWindows() ? "alertflow.exe" : "alertflow");

    private static string Built(string project) => Path.Combine(
        Repository.Root, "artifacts", "bin", project, AppContext.BaseDirectory.Contains("debug", StringComparison.Ordinal) ? "debug" : "release");
}
