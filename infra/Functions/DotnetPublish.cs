using System.Diagnostics;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;

namespace AlertFlow.Infra.Functions;

/// <summary>Compiles the functions inside the app: no Docker, no step before <c>cdk deploy</c>.</summary>
/// <param name="root">The repository.</param>
/// <param name="choice">The target and the way.</param>
internal sealed class DotnetPublish(string root, CompilationChoice choice) : DeputyBase, ILocalBundling
{
    /// <exception cref="SettingsException">It does not compile, or would not start on Lambda.</exception>
    public bool TryBundle(string outputDir, IBundlingOptions options)
    {
        Say($"{choice}.");
        Say(choice.IsNative ? "Compiling takes a minute or two…" : "Compiling…");
        var clock = Stopwatch.StartNew();
        var publish = new ProcessStartInfo("dotnet", Arguments(outputDir))
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(publish)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            var said = string.Join('\n', output.GetAwaiter().GetResult()).Trim();
            throw new SettingsException($"dotnet {string.Join(' ', publish.ArgumentList)} ended with {process.ExitCode}:\n{said}");
        }

        if (choice.IsNative)
        {
            Glibc.Check(Path.Combine(outputDir, "bootstrap"));
        }

        Say($"Compiled in {clock.Elapsed.TotalSeconds:0} s.");
        return true;
    }

    private string[] Arguments(string output) =>
    [
        "publish", "functions/AlertFlow.Functions", "--nologo", "--verbosity", "quiet", "--configuration", "Release",
        "--runtime", choice.RuntimeIdentifier, "--output", output,
        .. choice.IsNative ? ["--property:PublishAot=true"] : (string[])["--property:PublishReadyToRun=true", "--no-self-contained"],
        "--property:DebugType=none",
    ];

    private static void Say(string line) => Console.Error.WriteLine($"alertflow: {line}");
}
