using System.Collections.Concurrent;
using System.Globalization;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Items;

/// <summary>An item fits into its store whatever is written into its findings.</summary>
public sealed class ItemSizeTests
{
    private const int LargestItem = 65_536;
    private const int LargestEntry = 2_048;

    public static TheoryData<string> Texts => ["x", "界", "👩", "\"\\", "<&", "e\u0301\u0302\u0303"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_full_item_with_an_outbox_weighs_less_than_64_kB(string character)
    {
        var item = Full(character);

        Assert.Equal((512 * 16, 256), (item.Memory.Events.Length, item.Memory.Findings.Count));
        Assert.InRange(item.Incident.Signals.Count, 129, 130);
        Assert.Equal(5, item.Outbox.Count);
        Assert.InRange(ItemJson.Write(item).Length, 1, LargestItem - 1);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_told_weighs_at_most_2_kB_and_keeps_what_a_reader_needs(string character)
    {
        foreach (var entry in Full(character).Outbox)
        {
            Assert.InRange(ItemJson.Write(entry).Length, 1, LargestEntry);
            Assert.NotEmpty(entry.Signals);
            Assert.Equal(entry.Lead.Rule, entry.Signals[0].Rule);
            Assert.Equal(Some.Config.Version, entry.ConfigVersion);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_full_item_that_silences_fill_too_weighs_less_than_64_kB(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 450));
        var config = Some.Config with { Silences = [Some.Silence("", Some.Noon, Some.Noon.AddDays(9)) with { Matchers = [new Matcher("rule", MatchOperator.Matches, "(?s).*")] }] };
        var item = Full(character) with { Outbox = [] };
        foreach (var number in Enumerable.Range(0, 200))
        {
            var finding = Some.Event($"hidden {number}", $"hidden {number} {text}", Severity.High);
            var now = Some.Noon.AddDays(2);
            item = Decide.OnFindings(item.Key, item, [RoutingDecision.Resolve(config, finding, now)], now, config).Item;
        }

        Assert.Equal(200, item.Incident.Hidden);
        Assert.InRange(ItemJson.Write(item).Length, 1, LargestItem - 1);
    }

    [Fact]
    public void What_is_short_is_told_whole()
    {
        var told = new History().Receive(Some.Noon, Some.Event("1", "Netcat", Severity.High)).Notification;

        Assert.Equal("ncat -l 4444", told?.Lead.Sample?.CommandLine);
    }

    private static readonly ConcurrentDictionary<string, IncidentItem> Items = [];

    private static IncidentItem Full(string character) => Items.GetOrAdd(character, Fill);

    /// <summary>All its bounds reached; its last notifications were not handed over.</summary>
    private static IncidentItem Fill(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 450));
        IncidentItem? item = null;
        var now = Some.Noon;
        for (var index = 0; index < 640; index++)
        {
            now = now.AddMinutes(1);
            var number = index.ToString(CultureInfo.InvariantCulture);
            var rule = index < 200 ? $"{number} {text}" : $"0 {text}";
            var finding = Some.Event(number, rule, Severity.High);
            item = Receive(item, index < 12 ? Hostile(finding, text) : finding, now);
            if (index < 300)
            {
                item = Receive(item, Some.Cumulative($"f{number}", 3, rule: rule), now);
            }

            item = item with { Outbox = [] };
        }

        item = Receive(item, Hostile(Some.Event("critical", $"0 {text}", Severity.Critical), text), now);
        item = Receive(item, Hostile(Some.Event("fatal", $"0 {text}", Severity.Fatal), text), now);
        item = Decide.OnTimer(item!, now.AddHours(4), Some.Config).Item; // the loop has run
        item = Receive(item, Hostile(Some.Event("again", $"0 {text}", Severity.Fatal), text), now.AddHours(5));
        return Decide.OnTimer(item, now.AddHours(20), Some.Config).Item;
    }

    private static IncidentItem Receive(IncidentItem? item, Finding finding, DateTimeOffset now) =>
        Decide.OnFindings(IncidentKey.Of(finding), item, [RoutingDecision.Resolve(Some.Config, finding, now)], now, Some.Config).Item;

    private static Finding Hostile(Finding finding, string text) => finding with
    {
        Cloud = finding.Cloud with { Account = new Account { Uid = "111122223333", Name = text } },
        FindingInfo = finding.FindingInfo with { Title = text, SrcUrl = $"https://evil.example/{new string('a', 370)}" },
        Metadata = finding.Metadata with { CorrelationUid = finding.Metadata.CorrelationUid + text },
        Resources =
        [
            finding.CorrelatedResource! with { Uid = finding.Metadata.CorrelationUid + text, Name = text }, // it is its task
            new ResourceDetails { Type = ResourceType.Service, Uid = text, Name = text },
            new ResourceDetails { Type = ResourceType.TaskDefinition, Uid = text, Name = text },
        ],
        Evidences =
        [
            new Evidence
            {
                Process = new Process { Pid = 7, Name = text, CmdLine = text, User = new User { Name = text }, ParentProcess = new Process { Pid = 1, Name = text } },
                Container = new Container { Name = text, Image = new Image { Uid = text, Name = text } },
                File = new FileDetails { Name = text, Path = text, TypeId = 1 },
                Query = new DnsQuery { Hostname = text },
                DstEndpoint = new NetworkEndpoint { Ip = text, Port = 4444 },
                Api = new Api { Operation = text },
            },
        ],
    };
}
