using System.Runtime.InteropServices;
using AlertFlow.Infra.Settings;
using Architecture = AlertFlow.Infra.Settings.Architecture;

namespace AlertFlow.Infra.Functions;

/// <summary>The tools of a machine, as far as they decide what it can compile.</summary>
/// <param name="IsLinux">True on Linux: Native AOT for Lambda is linked there only.</param>
/// <param name="Architecture">The machine's.</param>
/// <param name="Linker">The program that links; null where there is none.</param>
public sealed record Toolchain(bool IsLinux, Architecture Architecture, string? Linker)
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <summary>The tools of this machine.</summary>
    public static Toolchain Current { get; } = new(
        OperatingSystem.IsLinux(),
        RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? Architecture.Arm64 : Architecture.X64,
        Linkers.FirstOrDefault(IsOnPath));

    /// <summary>Chooses how and for what the functions are compiled, with the reason.</summary>
    /// <exception cref="SettingsException">This machine cannot do what the settings ask for.</exception>
    public CompilationChoice Choose(Compilation compilation, Architecture architecture)
    {
        var target = architecture is Architecture.Auto ? Architecture : architecture;
        var obstacle = !IsLinux ? "Native AOT for Lambda is linked on Linux"
            : Linker is null ? "no clang or gcc is on the PATH"
            : target != Architecture ? $"this machine is {Name(Architecture)} and the functions are {Name(target)}"
            : null;
        return (compilation, obstacle) switch
        {
            (Compilation.Aot, { } why) => throw new SettingsException(
                $"compilation is 'aot', but {why}: install what is missing, or use -c compilation=managed"),
            (Compilation.Managed, _) => Managed("compilation is 'managed'"),
            (Compilation.Auto, { } why) => Managed(why),
            (Compilation.Aot, null) => new(true, target, "compilation is 'aot'"),
            _ => new(true, target, $"this machine is Linux on {Name(target)} and has {Linker}"),
        };

        CompilationChoice Managed(string why) => new(false, architecture is Architecture.Auto ? Architecture.Arm64 : architecture, why);
    }

    internal static string Name(Architecture architecture) => architecture is Architecture.Arm64 ? "arm64" : "x86_64";

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>How the functions are compiled, and the reason in words.</summary>
public sealed record CompilationChoice(bool IsNative, Architecture Architecture, string Because)
{
    /// <summary>.NET's name of the target.</summary>
    public string RuntimeIdentifier => Architecture is Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    public override string ToString() => IsNative
        ? $"The functions are compiled ahead of time for {Toolchain.Name(Architecture)}, since {Because}"
        : $"The functions run on Lambda's managed .NET for {Toolchain.Name(Architecture)}, since {Because}";
}
