using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Tests.Channels;

public sealed class HostileTextTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var channel in Channel.All)
        {
            foreach (var payload in Payloads.All.Keys)
            {
                cases.Add(channel.Name, payload);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_in_any_field_of_a_finding_stays_plain_text(string channel, string payload)
    {
        var row = Channel.Find(channel)!; // the cases come from the catalogue
        foreach (var (field, write) in Payloads.Fields)
        {
            foreach (var (example, earlier) in ((string, Conversation?)[])[
                ("opened", null),
                ("new-signal", Examples.Earlier),
                ("closed", Examples.Earlier),
                ("digest", null),
                ("edit", Examples.Earlier),
            ])
            {
                var request = row.Render(write(Examples.All[example], Payloads.All[payload]), Examples.ReceiverOf(row), earlier);

                if (request is not null)
                {
                    var failure = Record.Exception(() => Harmless.Check(request));
                    Assert.True(failure is null, $"{field} of {example}: {failure?.Message}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_fields_hostile_at_once_are_within_the_limits(string channel, string payload)
    {
        var row = Channel.Find(channel)!; // the cases come from the catalogue
        var all = Payloads.Fields.Where(field => field.Key is not ("AffectedResource.Name" or "AffectedResource.TaskFamily"))
            .Aggregate(Examples.All["escalated"], (notification, field) => field.Value(notification, Payloads.All[payload]));

        Harmless.Check(row.Render(all, Examples.ReceiverOf(row), null)!); // an Escalated is shown by every channel
    }

    [Fact]
    public void Every_text_of_the_contract_is_attacked()
    {
        Type[] contract =
        [
            typeof(Notification), typeof(AffectedResource), typeof(SignalSummary), typeof(Sample), typeof(Endpoint), typeof(SourceCount),
            typeof(Runbook), typeof(EndedSilence), typeof(HiddenIncident),
        ];

        var texts = contract.SelectMany(type => type.GetProperties()
            .Where(property => property.PropertyType == typeof(string) || property.PropertyType == typeof(IReadOnlyList<string>))
            .Select(property => $"{type.Name}.{property.Name}"));

        Assert.Equal(texts.Order(StringComparer.Ordinal), Payloads.Fields.Keys.Order(StringComparer.Ordinal));
    }
}
