using System.Security.Cryptography;
using System.Text;

namespace AlertFlow.Infra.Functions;

/// <summary>
/// Names the code of the functions by what it is made of, so that the same source is the same asset in every folder and
/// after every commit, and nothing is compiled to find that out.
/// </summary>
internal static class SourceHash
{
    private static readonly string[] Inputs =
    [
        "functions/AlertFlow.Core", "functions/AlertFlow.Aws", "functions/AlertFlow.Functions", "build/stand-ins",
        "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig",
    ];

    /// <param name="root">The repository.</param>
    /// <param name="choice">How it is compiled.</param>
    public static string Of(string root, CompilationChoice choice)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"{choice.RuntimeIdentifier} {(choice.IsNative ? "native" : "managed")} {Environment.Version}");
        foreach (var file in Inputs.SelectMany(input => FilesOf(root, input)).Order(StringComparer.Ordinal))
        {
            Append(hash, file);
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file))));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> FilesOf(string root, string input)
    {
        var path = Path.Combine(root, input);
        return !Directory.Exists(path)
            ? File.Exists(path) ? [input] : []
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text}\n"));
}
