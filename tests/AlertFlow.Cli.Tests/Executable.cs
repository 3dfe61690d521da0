using System.Diagnostics;
using System.Text;

namespace AlertFlow.Cli.Tests;

/// <summary>Runs the real <c>alertflow</c> as its users do.</summary>
internal static class Executable
{
    private static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "alertflow.exe" : "alertflow");

    /// <summary>Starts it without waiting.</summary>
    public static Process Start(params string[] arguments) => Start(Path, arguments);

    /// <summary>Starts it like a terminal: background processes of a shell ignore Ctrl-C, and their children inherit that.</summary>
    public static Process StartInForeground(params string[] arguments) =>
        OperatingSystem.IsLinux() ? Start("env", ["--default-signal=INT", Path, .. arguments]) : Start(Path, arguments);

    private static Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("alertflow did not start");
    }

    public static Task<Finished> RunAsync(params string[] arguments) => RunWithInputAsync([], arguments);

    public static async Task<Finished> RunWithInputAsync(byte[] input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, await output, await errors);
    }
}

internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Errors);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
