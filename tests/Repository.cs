namespace AlertFlow.Tests;

/// <summary>Where the samples lie: found upwards from the test's own folder, so that no build path is baked in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Data that lies beside the repository, not in it; null where it does not exist.</summary>
    public static string? Shared { get; } = Directory.Exists(Path.Combine(Root, "..", "shared")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    public static string Events => Path.Combine(Root, "events");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AlertFlow.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No AlertFlow.sln above {AppContext.BaseDirectory}");
    }
}
