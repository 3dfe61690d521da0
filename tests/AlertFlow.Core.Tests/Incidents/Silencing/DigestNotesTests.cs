using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Silencing;

/// <summary>What a silence hid of very many rules is folded into one entry, so that the item keeps its bounds.</summary>
public sealed class DigestNotesTests
{
    private const int Rules = 60;

    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly DateTimeOffset End = Noon.AddHours(10);

    private static readonly RoutingConfig Config = Some.Config with
    {
        Silences = [Some.Silence("", Noon.AddDays(-1), End) with { Matchers = [new Matcher("severity", MatchOperator.AtLeast, "Low")] }],
    };

    private readonly IReadOnlyList<Signal> hidden;
    private readonly IReadOnlyList<DigestEntry> entries;

    public DigestNotesTests()
    {
        var history = new History(Config);
        foreach (var number in Enumerable.Range(0, Rules))
        {
            var severity = number < 20 ? Severity.High : Severity.Low;
            var time = Noon.AddMinutes(-(number * 37 % Rules));
            history.Receive(Noon.AddSeconds(number), Some.Event($"{number}", $"rule {number}", severity, time: time));
        }

        hidden = history.Item!.Incident.Signals;
        entries = Decide.OnTimer(history.Item, End, Config).Item.DigestEntries;
    }

    [Fact]
    public void Folding_keeps_counts()
    {
        Assert.InRange(entries.Count, 2, SignalList.MaxHidden);
        Assert.Equal(Rules, entries.Sum(one => one.Count));
    }

    [Fact]
    public void Folding_keeps_the_earliest_and_the_latest_time_and_everybody_who_would_have_been_notified()
    {
        var fold = Assert.Single(entries, one => one.Rule == Signal.OtherRule);
        var folded = hidden.Where(signal => entries.All(one => one.Rule != signal.Rule || one == fold)).ToList();

        Assert.Equal(folded.Min(signal => signal.FirstSeen), fold.FirstSeen);
        Assert.Equal(folded.Max(signal => signal.LastSeen), fold.LastSeen);
        Assert.Equal(["pager", "slack"], fold.Receivers.Order());
    }

    [Fact]
    public void The_most_severe_stay_by_themselves() =>
        Assert.All(entries.Where(one => one.Rule != Signal.OtherRule), one => Assert.Equal(Severity.High, one.Severity));
}
