using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using CsCheck;

namespace AlertFlow.Tests.Incidents.Deciding;

/// <summary>Time never goes back for an item, whatever the clock of a process says.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    [Fact]
    public void A_finding_that_comes_with_a_clock_that_is_behind_is_decided_at_the_last_touch()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        var escalated = history.Receive(Noon.AddHours(-1), Some.Event("2", "Netcat", Severity.Critical));

        Assert.Equal((Noon, Noon), (escalated.Notification!.At, history.Item!.Touched));
    }

    [Fact]
    public void A_timer_with_a_clock_that_is_behind_acts_at_the_last_touch()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        var closed = Decide.OnTimer(history.Item! with { Touched = Noon.AddMinutes(95) }, Noon.AddMinutes(80), Some.Config);

        Assert.Equal(DecisionReason.Quiet, Assert.Single(closed.Outcomes).Reason);
        Assert.Equal((Noon.AddMinutes(95), Noon.AddMinutes(95)), (closed.Outcomes[0].Notification!.At, closed.Item.Touched));
    }

    private static readonly Gen<(int Minutes, int Rule, Severity Severity)> Arrivals =
        Gen.Select(Gen.Int[-300, 300], Gen.Int[0, 5], Gen.OneOf(Severity.Low, Severity.High, Severity.Critical));

    [Fact]
    public void Clocks_that_go_back_decide_the_same_as_one_that_stands_still_meanwhile() =>
        Arrivals.Array[1, 12].Sample(arrivals =>
        {
            var (jumping, steady) = (new History(), new History());
            var latest = DateTimeOffset.MinValue;
            foreach (var (index, (minutes, rule, severity)) in arrivals.Index())
            {
                var finding = Some.Event($"{index}", $"rule {rule}", severity);
                var clock = Noon.AddMinutes(minutes);
                latest = clock > latest ? clock : latest;
                jumping.Receive(clock, finding);
                steady.Receive(latest, finding);
            }

            return ItemJson.Write(jumping.Item!).AsSpan().SequenceEqual(ItemJson.Write(steady.Item!))
                && jumping.Told.Select(told => told.At).SequenceEqual(steady.Told.Select(told => told.At));
        });

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_finding_is_late_when_it_is_more_than_six_hours_old(int milliseconds, bool late)
    {
        var time = Noon.AddHours(-6).AddMilliseconds(-milliseconds);

        var opened = history.Receive(Noon, Some.Event("1", "Netcat", Severity.High, time: time)).Notification!;

        Assert.Equal((late, !late), (opened.Late, opened.Urgent));
    }
}
