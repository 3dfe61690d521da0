using System.Text;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Settings;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests.Functions;

public sealed class FunctionCodeTests
{
    private static readonly CompilationChoice Native = new(true, Architecture.X64, "a test");

    [Fact]
    public void The_same_source_has_the_same_name_in_another_folder()
    {
        using var copy = new Copy();

        Assert.Equal(SourceHash.Of(Repository.Root, Native), SourceHash.Of(copy.Root, Native));
    }

    [Fact]
    public void Build_output_and_other_sources_change_nothing()
    {
        using var copy = new Copy();
        var before = SourceHash.Of(copy.Root, Native);

        copy.Write("functions/AlertFlow.Core/obj/project.assets.json", "{}");
        copy.Write("functions/AlertFlow.Cli/Program.cs", "// changed");
        copy.Write("README.md", "changed");

        Assert.Equal(before, SourceHash.Of(copy.Root, Native));
    }

    [Theory]
    [InlineData("functions/AlertFlow.Core/Incidents/Decide.cs")]
    [InlineData("Directory.Packages.props")]
    [InlineData("functions/AlertFlow.Functions/New.cs")]
    public void Another_source_has_another_name(string file)
    {
        using var copy = new Copy();
        var before = SourceHash.Of(copy.Root, Native);

        copy.Write(file, "// changed");

        Assert.NotEqual(before, SourceHash.Of(copy.Root, Native));
        Assert.NotEqual(before, SourceHash.Of(Repository.Root, Native with { IsNative = false }));
        Assert.NotEqual(before, SourceHash.Of(Repository.Root, Native with { Architecture = Architecture.Arm64 }));
    }

    [Theory]
    [InlineData(true, "gcc", Compilation.Auto, Architecture.Auto, true, Architecture.X64)]
    [InlineData(true, "gcc", Compilation.Auto, Architecture.Arm64, false, Architecture.Arm64)]
    [InlineData(true, null, Compilation.Auto, Architecture.Auto, false, Architecture.Arm64)]
    [InlineData(false, "clang", Compilation.Auto, Architecture.Auto, false, Architecture.Arm64)]
    [InlineData(true, "gcc", Compilation.Managed, Architecture.Auto, false, Architecture.Arm64)]
    [InlineData(true, "gcc", Compilation.Managed, Architecture.X64, false, Architecture.X64)]
    [InlineData(true, "clang", Compilation.Aot, Architecture.X64, true, Architecture.X64)]
    public void The_choice_is_one_that_the_machine_can_make_and_says_its_reason(
        bool isLinux, string? linker, Compilation compilation, Architecture asked, bool isNative, Architecture architecture)
    {
        var choice = new Toolchain(isLinux, Architecture.X64, linker).Choose(compilation, asked);

        Assert.Equal((isNative, architecture), (choice.IsNative, choice.Architecture));
        Assert.Contains(", since ", choice.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "clang", Architecture.Auto)]
    [InlineData(true, null, Architecture.Auto)]
    [InlineData(true, "gcc", Architecture.Arm64)]
    public void A_choice_that_the_machine_cannot_make_is_refused_with_a_way_out(bool isLinux, string? linker, Architecture asked)
    {
        var toolchain = new Toolchain(isLinux, Architecture.X64, linker);

        var exception = Assert.Throws<SettingsException>(() => toolchain.Choose(Compilation.Aot, asked));

        Assert.Contains("-c compilation=managed", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0GLIBC_2.2.5\0GLIBC_2.34\0memcpy\0", "2.34")]
    [InlineData("\0GLIBC_2.38\0GLIBC_2.4\0", "2.38")]
    [InlineData("GLIBC_9.9 in a sentence", null)]
    public void The_newest_version_of_the_C_library_is_found(string names, string? newest) =>
        Assert.Equal(newest, Glibc.NewestIn(Encoding.Latin1.GetBytes(names))?.ToString());

    [Fact]
    public void The_published_executable_starts_on_Amazon_Linux()
    {
        var executable = Path.Combine(Repository.Root, "artifacts", "package", "functions", "bootstrap");
        Assert.SkipUnless(File.Exists(executable) && OperatingSystem.IsLinux(), "It is published by make package, on Linux");

        Assert.NotNull(Glibc.NewestIn(File.ReadAllBytes(executable)));
        Glibc.Check(executable);
    }

    [Fact]
    public void An_executable_that_would_not_start_there_is_refused_with_a_way_out()
    {
        using var copy = new Copy();
        copy.Write("bootstrap", "\0GLIBC_2.39\0");

        var exception = Assert.Throws<SettingsException>(() => Glibc.Check(Path.Combine(copy.Root, "bootstrap")));

        Assert.Contains("-c compilation=managed", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The functions' sources in another folder.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alertflow-");

        public Copy()
        {
            string[] folders = ["functions/AlertFlow.Core", "functions/AlertFlow.Aws", "functions/AlertFlow.Functions", "build/stand-ins"];
            string[] files =
            [
                .. folders.SelectMany(folder =>
                    Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)),
                .. Directory.GetFiles(Repository.Root, "*.props"),
                Path.Combine(Repository.Root, "global.json"),
                Path.Combine(Repository.Root, ".editorconfig"),
            ];
            foreach (var file in files)
            {
                File.Copy(file, PathOf(Path.GetRelativePath(Repository.Root, file)));
            }
        }

        public string Root => folder.FullName;

        public void Write(string path, string text) => File.WriteAllText(PathOf(path), text);

        public void Dispose() => folder.Delete(recursive: true);

        private string PathOf(string path)
        {
            var file = Path.Combine(Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return file;
        }
    }
}
