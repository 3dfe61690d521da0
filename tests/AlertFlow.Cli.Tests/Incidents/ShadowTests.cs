using AlertFlow.Channels;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;
using CsCheck;

namespace AlertFlow.Cli.Tests.Incidents;

/// <summary>In shadow everything is decided as always, and one receiver is told in place of all others.</summary>
public sealed class ShadowTests
{
    private static readonly RoutingConfig Config = Some.Config with
    {
        Receivers =
        [
            Some.Receiver("slack"),
            Some.Receiver("pager") with { Reasons = [Reason.Opened, Reason.Escalated, Reason.Digest] },
            Some.Receiver("trial"),
        ],
    };

    [Fact]
    public void No_other_receiver_is_ever_notified_and_the_decisions_are_the_same() =>
        RandomHistory.Generate(endless: false).Sample(
            history =>
            {
                var config = Config with { Silences = history.Silences };
                var (live, shadow) = (Play(history, config), Play(history, config.InShadow("trial")));

                Assert.Equal(live.Select(Decided), shadow.Select(Decided));
                Assert.All(
                    shadow,
                    told =>
                        Assert.True(
                            told.WouldTell is null ? told.Receivers.Count == 0 : told is { WouldTell.Count: > 0, Receivers: ["trial"] }));
                Assert.All(live, told => Assert.Null(told.WouldTell));
            },
            iter: 500, threads: 1);

    [Fact]
    public void The_shadow_receiver_has_to_exist() =>
        Assert.Contains(
            "expected one of slack, pager, trial",
            Assert.Throws<ArgumentException>(() => Config.InShadow("nobody")).Message,
            StringComparison.Ordinal);

    private static List<Notification> Play(RandomHistory history, RoutingConfig config)
    {
        var run = new HistoryRun(new InMemoryIncidentStore(), config);
        run.PlayAsync(history, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return run.HandedOver;
    }

    private static string Decided(Notification told) =>
        $"{told.At:O} {told.Incident} {told.Sequence} {told.Reason} {told.Severity} {told.Urgent} "
        + $"×{told.Count} +{told.Delta} {told.Route} → {string.Join(", ", told.WouldTell ?? told.Receivers)}";
}
