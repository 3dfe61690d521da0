using System.Globalization;
using System.Text;

namespace AlertFlow.Infra.Tests.Costs;

/// <summary>Tests that <c>docs/cost.md</c> has the computed figures. <c>UPDATE_GOLDEN=1</c> rewrites its tables; read the diff.</summary>
public sealed class CostTests
{
    private static readonly Page Page = new("cost.md");

    private static readonly decimal[] Months = [0, 100, 10_000, 1_000_000];

    private readonly Bill bill = new(Deployments.Of("default"));

    [Fact]
    public void The_bill_is_the_one_of_the_template()
    {
        var table = new StringBuilder("| | arithmetic | idle | 100 | 10 000 | 1 000 000 |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var line in bill.Lines)
        {
            Row(table, line.Name, line.Words, line.Dollars);
        }

        Row(table, "**all**", "", Total);
        Row(table, "a mail receiver more", "each delivery of one receiver", month => Price.Mail.Of(month.Deliveries / Month.Receivers));
        Page.Compare("bill", table.ToString());
    }

    [Fact]
    public void The_prices_are_those_that_it_is_computed_with()
    {
        var table = new StringBuilder("| for | US dollars | |\n|---|---:|---|\n");
        foreach (var price in Price.All)
        {
            var per = price.Per == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" for {price.Per:#,0}");
            var page = new Uri(price.Source).Segments[1].TrimEnd('/');
            table.Append(
                CultureInfo.InvariantCulture, $"| {price.What} | {price.Dollars:0.00########}{per} | [{page}]({price.Source}) |\n");
        }

        Page.Compare("prices", table.ToString());
        Assert.Contains(Price.WrittenDown, Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_watches_is_most_of_an_idle_month()
    {
        var idle = bill.Of(0);
        string[] watching = ["Alarms", "Dashboard", "Custom metrics"];

        Assert.True(bill.Lines.Where(line => watching.Contains(line.Name)).Sum(line => line.Dollars(idle)) > Total(idle) / 2);
    }

    [Fact]
    public void More_findings_cost_more_and_each_of_them_less() => Assert.All(Months.Skip(1).Zip(Months.Skip(2)), pair =>
    {
        var (few, many) = (bill.Of(pair.First), bill.Of(pair.Second));
        Assert.True(Total(many) > Total(few));
        Assert.True(Total(many) / many.Findings < Total(few) / few.Findings);
    });

    private decimal Total(Month month) => bill.Lines.Sum(line => line.Dollars(month));

    private void Row(StringBuilder table, string name, string arithmetic, Func<Month, decimal> dollars)
    {
        var columns = Months.Select(findings => dollars(bill.Of(findings)).ToString("0.00", CultureInfo.InvariantCulture));
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {arithmetic} | {string.Join(" | ", columns)} |\n");
    }
}
