using AlertFlow.Deliveries;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Rules that hold at the end of every run, whatever went wrong in it.</summary>
internal static class Invariants
{
    /// <summary>Checks all of them.</summary>
    /// <returns>The messages that a receiver has twice.</returns>
    public static async Task<IReadOnlyList<string>> HoldAsync(World world, Scenario scenario)
    {
        CountsEveryOccurrenceOnce(world, scenario);
        foreach (var (id, (key, item)) in world.Incidents)
        {
            var told = world.Decided.Values.Where(one => one.Incident == id && one.Reason is not Reason.Edit).OrderBy(one => one.Sequence)
                .ToList();
            Assert.Equal(item.Incident.Count, told.Sum(one => one.Delta) + item.Incident.Unreported + item.Incident.Hidden);
            Assert.Equal(key, item.Key);
            switch (item.Incident.Phase)
            {
                case Phase.Untold:
                    Assert.Empty(told);
                    break;
                case Phase.Digest:
                    Assert.All(
                        told,
                        digest => Assert.Equal(
                            (Reason.Digest, item.Incident.Audience.Single()), (digest.Reason, digest.Receivers.Single())));
                    break;
                default:
                    OpensOnceAndCloses(told);
                    break;
            }
        }

        TellsEverybodyTheSameOfASilence(world);

        return await SettlesEveryDeliveryAsync(world);
    }

    /// <summary>All findings that the silence matches have the same receivers, except the topic, which gets High and above only.</summary>
    private static void TellsEverybodyTheSameOfASilence(World world)
    {
        var hidden = world.Incidents.Values.Where(one => one.Item.Digest is not null)
            .ToDictionary(one => one.Item.Incident.Audience.Single(), one => one.Item.Incident.Reported);
        Assert.Equal(hidden.GetValueOrDefault("slack"), hidden.GetValueOrDefault("mail"));
        Assert.True(hidden.GetValueOrDefault("slack") >= hidden.GetValueOrDefault("topic"));
    }

    private static void CountsEveryOccurrenceOnce(World world, Scenario scenario)
    {
        var counted = world.Incidents.Values.Where(one => one.Item.Digest is null).GroupBy(one => one.Item.Resource.Uid)
            .ToDictionary(task => task.Key, task => task.Sum(one => one.Item.Incident.Count));
        foreach (var (task, occurrences) in scenario.Occurrences)
        {
            // An update adds at most three occurrences; a message that crashed three processes is a dead letter.
            var dead = 3 * world.Queues.DeadLetters.Count(letter => letter.Body.Contains(task, StringComparison.Ordinal));
            var signals = world.Incidents.Values.Where(one => one.Item.Resource.Uid == task).SelectMany(one => one.Item.Incident.Signals
                .Select(signal => $"{one.Item.Incident.Id} {signal.Source} {signal.Rule} {signal.Count}+{signal.Hidden}"));
            Assert.True(
                counted[task] <= occurrences && counted[task] >= occurrences - dead,
                $"{task} counted {counted[task]}, not {occurrences}: {string.Join("; ", signals)}\n{string.Join("; ", scenario.Of(task))}");
        }

        Assert.Equal(scenario.Occurrences.Count, counted.Count);
    }

    private static void OpensOnceAndCloses(List<Notification> told)
    {
        Assert.Equal(Reason.Opened, told[0].Reason);
        Assert.Single(told, one => one.Reason is Reason.Opened);
        Assert.Equal(Reason.Closed, told[^1].Reason);
        var (open, severity) = (true, told[0].Severity);
        foreach (var one in told.Skip(1))
        {
            Assert.Equal(!open, one.Reason is Reason.Reopened);
            Assert.True(one.Reason is Reason.Reopened || one.Severity.IsAtLeast(severity));
            (open, severity) = (one.Reason is not Reason.Closed, one.Severity);
        }

        HashSet<string> heard = [.. told.SelectMany(one => one.Receivers)];
        Assert.True(heard.SetEquals(told[^1].Receivers), "a receiver was notified of the incident and not of its end");
    }

    private static async Task<IReadOnlyList<string>> SettlesEveryDeliveryAsync(World world)
    {
        Assert.Equal(0, world.Queues.Count);
        var accepted = world.Destinations.Values.SelectMany(destination => destination.Accepted).ToList();
        List<string> twice = [];
        foreach (var key in world.Incidents.Values.Select(one => one.Key).Distinct())
        {
            var streams = (await world.DeliveriesAsync(key)).ToDictionary(stream => stream.Stream);
            foreach (var decided in world.Decided.Values.Where(one => one.Resource.Key == key && one.Reason is not Reason.Edit))
            {
                foreach (var receiver in decided.Receivers)
                {
                    var stream = streams[new DeliveryStream(key, decided.Incident, receiver)];
                    Assert.True(
                        stream.SettledThrough >= decided.Sequence,
                        $"{receiver} owes {decided.Incident} {decided.Sequence} {decided.Reason}");
                    var has = accepted.Where(one => one.Incident == decided.Incident && one.Sequence == decided.Sequence && !one.IsEdit)
                        .ToList();
                    var own = has.Count(one => one.To == World.AddressOf(receiver));
                    var fallback = World.Config.Receiver(receiver)?.Fallback is { } name ? has.Count(
                        one => one.To == World.AddressOf(name)) : 0;
                    var dead = world.Queues.DeadLetters.Count(
                        letter => letter.Body.Contains($"\"incident\":\"{decided.Incident}\"", StringComparison.Ordinal));
                    Assert.True(
                        own + fallback + dead > 0, $"{receiver} never heard of {decided.Incident} {decided.Sequence} {decided.Reason}");
                }
            }
        }

        foreach (
            var message in accepted.Where(one => !one.IsEdit).GroupBy(one => (one.To, one.Incident, one.Sequence))
                .Where(message => message.Count() > 1))
        {
            var causes = world.Ambiguous.Where(one => (one.Message.To, one.Message.Incident, one.Message.Sequence) == message.Key)
                .Select(one => one.Cause).ToList();
            Assert.True(
                causes.Count >= message.Count() - 1,
                $"{message.Key} is there {message.Count()} times for {causes.Count} ambiguous outcomes");
            twice.Add($"{message.Key.To} {message.Key.Incident} {message.Key.Sequence} ×{message.Count()}: {string.Join(", ", causes)}");
        }

        TellsInOrder(accepted);
        return twice;
    }

    /// <summary>A duplicate may come late; a new message never comes before an older one.</summary>
    private static void TellsInOrder(List<Accepted> accepted)
    {
        foreach (var stream in accepted.Where(one => !one.IsEdit).GroupBy(one => (one.To, one.Incident)))
        {
            var first = stream.GroupBy(one => one.Sequence).Select(one => one.MinBy(message => message.At)!).ToList();
            Assert.Equal(
                first.OrderBy(one => one.Sequence).Select(one => one.At), first.OrderBy(one => one.Sequence).Select(one => one.At).Order());
        }
    }
}
