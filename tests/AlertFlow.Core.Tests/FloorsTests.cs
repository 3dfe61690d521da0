using System.Text.RegularExpressions;
using AlertFlow.Findings;
using NetArchTest.Rules;

namespace AlertFlow.Tests;

/// <summary>The folders of the core are floors: each knows itself and those below it.</summary>
public sealed partial class FloorsTests
{
    /// <summary>From the lowest to the highest.</summary>
    private static readonly string[] Floors =
        ["Findings", "Reading", "Sources", "Notifications", "Channels", "Routing", "Incidents", "Deliveries", "Deployment"];

    private static readonly string Core = Path.Combine(Repository.Root, "functions", "AlertFlow.Core");

    public static TheoryData<string> All => [.. Floors];

    [Theory]
    [MemberData(nameof(All))]
    public void A_floor_uses_no_type_of_a_higher_floor(string floor)
    {
        string[] higher = [.. Floors.SkipWhile(name => name != floor).Skip(1).Select(name => $"AlertFlow.{name}")];

        var result = Types.InAssembly(typeof(Finding).Assembly).That().ResideInNamespaceStartingWith($"AlertFlow.{floor}")
            .ShouldNot().HaveDependencyOnAny(higher).GetResult();

        Assert.Empty((result.FailingTypes ?? []).Select(type => type.FullName));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_floor_imports_no_higher_floor(string floor)
    {
        var upwards =
            from file in Directory.EnumerateFiles(Path.Combine(Core, floor), "*.cs", SearchOption.AllDirectories)
            from Match import in Import().Matches(File.ReadAllText(file))
            where Array.IndexOf(Floors, import.Groups["floor"].Value) > Array.IndexOf(Floors, floor)
            select $"{Path.GetRelativePath(Core, file)}: {import.Value}";

        Assert.Empty(upwards);
    }

    [Fact]
    public void Every_folder_of_the_core_is_a_floor() =>
        Assert.Equal(Floors.Order(), Types.InAssembly(typeof(Finding).Assembly).That().ResideInNamespaceStartingWith("AlertFlow.").GetTypes().Select(type => type.Namespace!.Split('.')[1]).Distinct().Order());

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var elsewhere =
            from file in Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
            let folder = Path.GetDirectoryName(Path.GetRelativePath(Core, file))!.Replace(Path.DirectorySeparatorChar, '.') // a file lies in a folder
            where !File.ReadLines(file).Contains($"namespace AlertFlow.{folder};")
            select Path.GetRelativePath(Core, file);

        Assert.Empty(elsewhere);
    }

    [GeneratedRegex(@"^using (static )?(\w+ = )?AlertFlow\.(?<floor>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}
