using System.Collections.Concurrent;
using System.Diagnostics;

namespace AlertFlow.LocalAws.Servers;

/// <summary>A server of an npm package, on a free port of the loopback interface. It ends with this process, however that ends.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private const string Listening = "listening on ";

    /// <summary>Ends a hang; a start takes a second, and on a busy machine as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeServer(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"A server ended at once:\n{string.Join('\n', output)}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address => address.Task.Result;

    /// <param name="script">The server's script, within <c>node_modules</c>.</param>
    public static async Task<NodeServer> StartAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var folder = await NpmPackages.InstallAsync(cancellationToken);
        var start = new ProcessStartInfo(
            NpmPackages.NodeIn(folder),
            ["--no-warnings", "--import", new Uri(NpmPackages.Loopback).AbsoluteUri, Path.Combine(folder, "node_modules", script), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new NodeServer(Process.Start(start)!);
        await server.address.Task.WaitAsync(Patience, cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        while (output.Count > 50)
        {
            output.TryDequeue(out _);
        }

        if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri($"http://{line[Listening.Length..]}"));
        }
    }
}
