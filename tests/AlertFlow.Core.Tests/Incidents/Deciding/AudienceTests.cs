using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class AudienceTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private static readonly string[] Names = [.. Enumerable.Range(0, 20).Select(number => $"receiver-{number}")];

    private static readonly RoutingConfig Crowded = Some.Config with
    {
        Receivers = [.. Names.Select(Some.Receiver)],
        Route = Some.Config.Route with { Receivers = Names[..12], Routes = [Some.Config.Route.Routes[0] with { Receivers = Names[8..] }] },
    };

    [Fact]
    public void At_most_16_receivers_are_notified_of_an_incident()
    {
        var history = new History(Crowded with { Route = Crowded.Route with { Receivers = Names, Routes = [] } });

        var opened = history.Receive(Noon, Some.Event("1", "Netcat", Severity.Low)).Notification!;
        var closed = history.RunOut()[^1];

        Assert.Equal(Names[..Incident.MaxAudience], opened.Receivers);
        Assert.Equal((Reason.Closed, 16), (closed.Reason, closed.Receivers.Count));
    }

    [Fact]
    public void A_receiver_that_a_full_audience_has_no_room_for_is_never_notified()
    {
        var history = new History(Crowded);

        var opened = history.Receive(Noon, Some.Event("1", "Netcat", Severity.Low)).Notification!;
        var escalated = history.Receive(Noon.AddMinutes(1), Some.Event("2", "Netcat", Severity.High)).Notification!;
        var closed = history.RunOut()[^1];

        Assert.Equal(Names[..12], opened.Receivers);
        Assert.Equal(Names[8..16], escalated.Receivers);
        Assert.Equal((Reason.Closed, 16), (closed.Reason, closed.Receivers.Count));
        Assert.Equal(Names[..16], closed.Receivers);
    }
}
