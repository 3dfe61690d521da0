using System.Diagnostics;
using System.Security.Cryptography;
using AlertFlow.Tests;

namespace AlertFlow.LocalAws.Servers;

/// <summary>What a <c>package.json</c> asks for, installed once for each version of its lock, whoever comes first.</summary>
/// <param name="source">The folder of <c>package.json</c>, its lock and <c>.npmrc</c>.</param>
/// <param name="name">The name of the folder under <c>artifacts</c> that it is installed into.</param>
public sealed class NpmProject(string source, string name)
{
    /// <returns>The folder that has <c>node_modules</c> in it.</returns>
    /// <exception cref="InvalidOperationException">npm failed; its output is the message.</exception>
    public async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken)))[..12];
        var folder = Path.Combine(Repository.Root, "artifacts", name, hash);
        var done = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        await using var only = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (!File.Exists(done))
        {
            foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
            {
                File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
            }

            await NpmAsync(folder, cancellationToken);
            await File.WriteAllTextAsync(done, "", cancellationToken);
        }

        return folder;
    }

    /// <summary>Another process may be installing: it holds the file open.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static async Task NpmAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-progress"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in {folder} ended with {npm.ExitCode}:\n{string.Join('\n', await output)}");
        }
    }
}
