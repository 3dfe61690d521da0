using System.Text;
using System.Text.RegularExpressions;
using AlertFlow.Infra.Settings;

namespace AlertFlow.Infra.Functions;

/// <summary>Amazon Linux 2023 has version 2.34 of the C library: an executable that needs a newer one does not start there.</summary>
/// <seealso href="https://docs.aws.amazon.com/linux/al2023/ug/core-glibc.html"/>
internal static partial class Glibc
{
    private static readonly Version Newest = new(2, 34);

    /// <exception cref="SettingsException">The executable would not start.</exception>
    public static void Check(string executable)
    {
        if (NewestIn(File.ReadAllBytes(executable)) is { } needed && needed > Newest)
        {
            throw new SettingsException(
                $"""
                {Path.GetFileName(executable)} needs GLIBC_{needed}, and Lambda's Amazon Linux 2023 has {Newest}.
                This machine's C library is too new.
                Deploy from Debian 12, Ubuntu 22.04 or Amazon Linux 2023, or use -c compilation=managed.
                """);
        }
    }

    /// <summary>The newest version that the names of an ELF file's symbols ask for; null: none.</summary>
    internal static Version? NewestIn(byte[] executable) => VersionName().Matches(Encoding.Latin1.GetString(executable))
        .Select(match => Version.Parse(match.Groups["version"].Value))
        .Max();

    [GeneratedRegex(@"\0GLIBC_(?<version>\d+\.\d+)(?:\.\d+)?(?=\0)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionName();
}
