using System.Reflection;
using AlertFlow.Findings;

namespace AlertFlow.Cli.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_core_references_nothing_but_the_framework()
    {
        var foreign = typeof(Finding).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Fact]
    public void The_core_does_no_input_or_output()
    {
        string[] banned = ["System.Net.Http", "System.Net.Sockets", "System.Console", "System.IO.FileSystem", "System.Diagnostics.Process"];

        var used = typeof(Finding).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Intersect(banned);

        Assert.Empty(used);
    }

    [Fact]
    public void Configuration_depends_on_the_core_alone()
    {
        var ours = Assembly.Load("AlertFlow.Configuration").GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("AlertFlow", StringComparison.Ordinal));

        Assert.All(ours, name => Assert.Equal("AlertFlow.Core", name));
    }
}
