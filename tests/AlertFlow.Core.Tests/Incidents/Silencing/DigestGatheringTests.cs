using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Tests.Channels;
using CsCheck;

namespace AlertFlow.Tests.Incidents.Silencing;

public sealed class DigestGatheringTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private static readonly Gen<(int First, int Length, int Count)> Hidden = Gen.Select(Gen.Int[0, 500], Gen.Int[0, 200], Gen.Int[1, 9]);

    [Fact]
    public void A_digest_spans_all_that_was_hidden_in_whatever_order_it_is_gathered() =>
        Hidden.Array[1, 8].Sample(hidden =>
        {
            var item = hidden.Index().Aggregate((IncidentItem?)null, (item, one) => Gather(item, Entry(one.Index, one.Item)));
            var signal = Assert.Single(item!.Incident.Signals);

            return signal.FirstSeen == Noon.AddMinutes(hidden.Min(one => one.First))
                && signal.LastSeen == Noon.AddMinutes(hidden.Max(one => one.First + one.Length))
                && signal.Count == hidden.Sum(one => one.Count);
        });

    private static IncidentItem Gather(IncidentItem? item, DigestEntry entry) =>
        Digests.Gather("digest", item, "slack", Examples.Opened.Resource, [entry], Noon.AddDays(1), Some.Config);

    private static DigestEntry Entry(int number, (int First, int Length, int Count) hidden) => new()
    {
        Id = $"{number}",
        Silence = "maintenance",
        Until = Noon.AddDays(1),
        Incident = $"incident {number}",
        Source = "sysdig",
        Rule = "Netcat",
        Severity = Severity.High,
        Count = hidden.Count,
        FirstSeen = Noon.AddMinutes(hidden.First),
        LastSeen = Noon.AddMinutes(hidden.First + hidden.Length),
        Receivers = ["slack"],
    };
}
