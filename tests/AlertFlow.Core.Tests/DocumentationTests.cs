using AlertFlow.Deployment;

namespace AlertFlow.Tests;

/// <summary>What operations look up is there.</summary>
public sealed class DocumentationTests
{
    private static readonly string Operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static TheoryData<string> Names =>
    [
        Setting.FunctionName,
        .. Metric.All.Select(metric => metric.Name),
        .. FunctionRow.All.Select(function => function.Name),
        .. FunctionRow.All.SelectMany(function => function.Settings).Select(setting => setting.Name).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_setting_metric_and_function_is_explained(string name)
    {
        Assert.Contains($"`{name}`", Operations, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_is_told_with_its_dimension()
    {
        Assert.All(Metric.All, metric => Assert.Contains($"| `{metric.Name}` | {metric.Dimension}{(metric.Dimension is null ? "" : " ")}|", Operations, StringComparison.Ordinal));
    }
}
