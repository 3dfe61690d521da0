using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Tests.Incidents.Items;

/// <summary>What a notification gives up, and in which order, as the room for it shrinks byte by byte.</summary>
public sealed class OutboxEntryTests
{
    private const int MaxBytes = 2048;

    private static readonly SignalSummary Signal = new()
    {
        Source = "sysdig",
        Rule = "Netcat",
        Severity = Severity.High,
        Count = 1,
        FirstSeen = Some.Noon,
        LastSeen = Some.Noon,
    };

    private static readonly SignalSummary Lead = Signal with
    {
        SrcUrl = "https://sysdig.example/1",
        Reference = "https://docs.example/rule",
        Sample = new Sample { CommandLine = new('c', 200), Image = new('i', 100), Process = new('p', 50) },
    };

    private static readonly Notification Whole = Examples.Opened with
    {
        Resource = new() { Key = "key", Type = ResourceType.Task, Uid = Some.TaskA, Account = "111122223333" },
        Runbook = null,
        Lead = Lead,
        Signals = [Signal, .. Enumerable.Range(1, 4).Select(number => Signal with { Rule = $"rule {number}" })],
        SignalCount = 5,
    };

    [Fact]
    public void What_readers_miss_least_is_given_up_first() => Assert.Equal(
        [
            "5 signals, reference, link, command 200, image 100, process 50",
            "4 signals, reference, link, command 200, image 100, process 50",
            "3 signals, reference, link, command 200, image 100, process 50",
            "2 signals, reference, link, command 200, image 100, process 50",
            "1 signals, reference, link, command 200, image 100, process 50",
            "1 signals, link, command 200, image 100, process 50",
            "1 signals, link, command 160, image 100, process 50",
            "1 signals, command 64, image 64, process 50",
            "1 signals, command 24, image 24, process 24",
            "1 signals, bare",
        ],
        Shrinking(Whole).Select(Described).Distinct());

    [Fact]
    public void What_fits_is_kept_whole_to_the_last_byte()
    {
        var room = MaxBytes - ItemJson.Write(Padded(Whole, 0)).Length;

        Assert.Equal(MaxBytes, ItemJson.Write(Padded(Whole, room).Fitted()).Length);
        Assert.Equal(5, Padded(Whole, room).Fitted().Signals.Count);
        Assert.Equal(4, Padded(Whole, room + 1).Fitted().Signals.Count);
    }

    [Fact]
    public void The_most_severe_signals_stay_in_their_order() => Assert.All(
        Shrinking(Whole),
        fitted => Assert.Equal(Rules(Whole).Take(fitted.Signals.Count), Rules(fitted)));

    [Fact]
    public void The_key_the_type_and_the_account_stay_whatever_is_given_up() => Assert.All(Shrinking(Whole), fitted =>
    {
        Assert.Equal((Whole.Incident, Whole.Sequence, Whole.Severity), (fitted.Incident, fitted.Sequence, fitted.Severity));
        Assert.Equal(
            (Whole.Resource.Key, Whole.Resource.Type, Whole.Resource.Account),
            (fitted.Resource.Key, fitted.Resource.Type, fitted.Resource.Account));
    });

    [Fact]
    public void A_digest_names_five_incidents_then_three_then_one()
    {
        var digest = Examples.All["digest"];
        var hidden = new HiddenIncident("7f3a91c27f3a91c2", "checkout/3f2a", Severity.High, [new("sysdig", 1)]);
        var silence = digest.Silence! with { Gravest = [.. Enumerable.Repeat(hidden, 5)] };
        var whole = digest with { Lead = Signal, Signals = [Signal], Silence = silence };

        Assert.Equal([5, 3, 1], Shrinking(whole).Select(fitted => fitted.Silence!.Gravest.Count).Distinct());
        Assert.Equal([true, false], Shrinking(whole).Select(fitted => fitted.Silence!.Because is not null).Distinct());
    }

    /// <summary>Nobody cuts the configuration's version: what is added to it is room that the rest loses.</summary>
    private static IEnumerable<Notification> Shrinking(Notification whole) =>
        Enumerable.Range(0, 1600).Select(bytes => Padded(whole, bytes).Fitted());

    private static Notification Padded(Notification whole, int bytes) => whole with { ConfigVersion = new string('x', bytes) };

    private static IEnumerable<string> Rules(Notification notification) => notification.Signals.Select(signal => signal.Rule);

    private static int Bytes(string? text) => Encoding.UTF8.GetByteCount(text ?? "");

    private static string Described(Notification fitted)
    {
        var sample = fitted.Lead.Sample;
        string?[] parts =
        [
            $"{fitted.Signals.Count} signals",
            fitted.Lead.Reference is null ? null : "reference",
            fitted.Lead.SrcUrl is null ? null : "link",
            sample is null ? "bare"
                : $"command {Bytes(sample.CommandLine)}, image {Bytes(sample.Image)}, process {Bytes(sample.Process)}",
        ];
        return string.Join(", ", parts.OfType<string>());
    }
}
