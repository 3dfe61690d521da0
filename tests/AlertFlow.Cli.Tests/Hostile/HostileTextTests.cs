using System.Text;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Cli.Tests.Hostile;

/// <summary>What an attacker writes into his process comes out as text: from the event to each channel's request.</summary>
public sealed class HostileTextTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 3, 10, 0, TimeSpan.Zero);

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var payload in HostileEvent.Payload.Keys)
        {
            cases.Add(payload, false);
            cases.Add(payload, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Hostile_text_of_an_event_stays_plain_text_in_every_channel_and_in_the_store(string payload, bool arns)
    {
        foreach (var (source, file) in HostileEvent.Templates)
        {
            var json = HostileEvent.Of(source, file, HostileEvent.Payload[payload], arns);

            foreach (var (item, told) in await LiveAsync(json))
            {
                Plain.NoSecrets(item);
                Assert.InRange(Encoding.UTF8.GetByteCount(item), 1, 65_535);
                foreach (var notification in told)
                {
                    var failure = Record.Exception(() => Check(notification));
                    Assert.True(failure is null, $"{file}, {notification.Reason}: {failure?.Message}");
                }
            }
        }
    }

    private static void Check(Notification notification)
    {
        Assert.InRange(ItemJson.Write(notification).Length, 1, 2048);
        foreach (var channel in Channel.All)
        {
            foreach (var earlier in (Conversation?[])[null, Examples.Earlier])
            {
                if (channel.Render(notification, Examples.ReceiverOf(channel), earlier) is { } request)
                {
                    Harmless.Check(request);
                }
            }
        }
    }

    /// <summary>Receives it, lets all timers act, and gives each state of each item with what it told.</summary>
    private static async Task<IReadOnlyList<(string Item, IReadOnlyList<Notification> Told)>> LiveAsync(string json)
    {
        var parsed = Assert.IsType<AlertFlow.Sources.ParseResult.Parsed>(Assert.Single(Source.ParseBody(HostileEvent.Bytes(json))).Result);
        var config = WithEmail(ConfigOption.Shipped());
        var store = new InMemoryIncidentStore();
        var key = IncidentKey.Of(parsed.Finding);
        var states = new List<(string, IReadOnlyList<Notification>)>();
        var told = new List<Notification>();
        var pipeline = new LocalPipeline(store, config, told.Add);
        await pipeline.ReceiveAsync([parsed.Finding], Start, TestContext.Current.CancellationToken);
        do
        {
            var stored = await store.ReadAsync(key, TestContext.Current.CancellationToken);
            // It was just written
            states.Add((Encoding.UTF8.GetString(ItemJson.Write(stored!.Item! with { Outbox = [.. told] })), [.. told]));
            told.Clear();
        }
        while (await pipeline.NextTimerAsync(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, TestContext.Current.CancellationToken));

        using var last = JsonDocument.Parse(states[^1].Item1);
        Assert.Equal(key, last.RootElement.GetProperty("key").GetString());
        Plain.NoCodes(key);
        return states;
    }

    private static RoutingConfig WithEmail(RoutingConfig shipped) => shipped with
    {
        Receivers = [.. shipped.Receivers, Examples.ReceiverOf(EmailChannel.Row) with { Name = "email" }],
        Route = shipped.Route with { Receivers = ["email"] },
    };
}
