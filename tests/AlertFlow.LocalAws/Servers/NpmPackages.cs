using System.Runtime.InteropServices;

namespace AlertFlow.LocalAws.Servers;

/// <summary>The servers that stand in for AWS, and the Node that runs them.</summary>
internal static class NpmPackages
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "npm");

    /// <summary>The folder that has <c>node_modules</c> in it.</summary>
    /// <exception cref="InvalidOperationException">npm failed; its output is the message.</exception>
    public static Task<string> InstallAsync(CancellationToken cancellationToken) => new NpmProject(Source, "local-aws").InstallAsync(cancellationToken);

    /// <summary>The script that every server is started through.</summary>
    public static string Loopback => Path.Combine(Source, "loopback.mjs");

    /// <summary>The Node that came with the packages: the servers ask for a newer one than a machine may have.</summary>
    public static string NodeIn(string folder)
    {
        var os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.OSArchitecture is Architecture.Arm64 && os is "linux" ? "arm64" : "x64";
        return Path.Combine(folder, "node_modules", $"node-{os}-{architecture}", "bin", os is "win" ? "node.exe" : "node");
    }
}
