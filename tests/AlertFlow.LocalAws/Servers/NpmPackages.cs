using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AlertFlow.Tests;

namespace AlertFlow.LocalAws.Servers;

/// <summary>What <c>npm/package.json</c> asks for, installed once for each version of its lock, whoever comes first.</summary>
internal static class NpmPackages
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "npm");

    /// <summary>The folder that has <c>node_modules</c> in it.</summary>
    /// <exception cref="InvalidOperationException">npm failed; its output is the message.</exception>
    public static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"), cancellationToken)))[..12];
        var folder = Path.Combine(Repository.Root, "artifacts", "local-aws", hash);
        var done = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        await using var only = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (!File.Exists(done))
        {
            foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
            {
                File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
            }

            await NpmAsync(folder, cancellationToken);
            await File.WriteAllTextAsync(done, "", cancellationToken);
        }

        return folder;
    }

    /// <summary>The script that every server is started through.</summary>
    public static string Loopback => Path.Combine(Source, "loopback.mjs");

    /// <summary>The Node that came with the packages: the servers ask for a newer one than a machine may have.</summary>
    public static string NodeIn(string folder)
    {
        var os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.OSArchitecture is Architecture.Arm64 && os is "linux" ? "arm64" : "x64";
        return Path.Combine(folder, "node_modules", $"node-{os}-{architecture}", "bin", os is "win" ? "node.exe" : "node");
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
