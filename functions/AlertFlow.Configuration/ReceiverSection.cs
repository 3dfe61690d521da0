using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Configuration;

/// <param name="Fallback">The place where its fallback is named.</param>
internal sealed record ParsedReceiver(Receiver Receiver, Place Place, Place Fallback);

/// <summary>Reads <c>receivers</c>: names, channels and the settings that the channel's row requires.</summary>
internal static class ReceiverSection
{
    private static readonly string[] Keys = ["name", "channel", "settings", "reasons", "fallback"];

    private static readonly string[] Reasons = [.. Enum.GetNames<Reason>().Where(name => name is not nameof(Reason.Edit))];

    public static IReadOnlyList<ParsedReceiver> Read(Fields fields, IReadOnlyList<Channel> channels, Report report)
    {
        if (!fields.Has("receivers"))
        {
            report.Error(fields.Place, "the file has no 'receivers', expected a list of receivers, each with a name and a channel");
        }

        List<ParsedReceiver> receivers = [];
        foreach (var node in fields.List("receivers", "receivers, each with a name and a channel"))
        {
            if (Receiver(node, channels, report) is not { } receiver)
            {
                continue;
            }

            if (receivers.Any(earlier => earlier.Receiver.Name == receiver.Receiver.Name))
            {
                report.Error(receiver.Place, $"receiver {Report.Quote(receiver.Receiver.Name)} is defined twice, expected a name of its own");
            }

            receivers.Add(receiver);
        }

        CheckFallbacks(receivers, report);
        return receivers;
    }

    /// <summary>Checks that each fallback exists and that no chain returns to its start; otherwise nobody would be notified.</summary>
    private static void CheckFallbacks(List<ParsedReceiver> receivers, Report report)
    {
        HashSet<string> named = [];
        foreach (var (receiver, _, place) in receivers.Where(receiver => receiver.Receiver.Fallback is not null))
        {
            List<string> path = [receiver.Name];
            for (var next = receiver.Fallback; next is not null; next = receivers.FirstOrDefault(one => one.Receiver.Name == next)?.Receiver.Fallback)
            {
                path.Add(next);
                if (next == receiver.Name && !named.Overlaps(path))
                {
                    named.UnionWith(path);
                    report.Error(place, $"the fallbacks {string.Join(" > ", path)} come back to where they began, expected an end");
                }

                if (path.Count > path.Distinct().Count())
                {
                    break;
                }
            }

            if (receivers.All(one => one.Receiver.Name != receiver.Fallback))
            {
                report.Error(place, $"unknown receiver {Report.Quote(receiver.Fallback ?? "")}, {Suggestion.Among([.. receivers.Select(one => one.Receiver.Name)], receiver.Fallback ?? "")}");
            }
        }
    }

    private static ParsedReceiver? Receiver(Node node, IReadOnlyList<Channel> channels, Report report)
    {
        if (Fields.Open(node, "a receiver", Keys, report) is not { } fields)
        {
            return null;
        }

        string[] known = [.. channels.Select(channel => channel.Name)];
        var name = fields.Text("name", "the name that routes give it");
        var written = fields.Text("channel", $"one of {string.Join(", ", known)}");
        var channel = channels.FirstOrDefault(channel => channel.Name == written);
        if (channel is null && written is not null)
        {
            report.Error(fields.PlaceOf("channel"), $"unknown channel {Report.Quote(written)}, {Suggestion.Among(known, written)}");
        }

        var settings = channel is null ? [] : Settings(fields, channel, report);
        var reasons = ReadReasons(fields, report);
        var fallback = fields.OptionalText("fallback", "the name of the receiver that is told in its place");
        if (name?.Contains(DeliveryStream.Separator, StringComparison.Ordinal) is true)
        {
            report.Error(fields.PlaceOf("name"), $"'name' is {Report.Quote(name)}, expected a name without '{DeliveryStream.Separator}'");
        }

        if (name?.StartsWith(CanaryReceiver.Prefix, StringComparison.Ordinal) is true)
        {
            report.Error(fields.PlaceOf("name"), $"'name' is {Report.Quote(name)}, expected one that does not begin with '{CanaryReceiver.Prefix}': these are AlertFlow's own");
        }

        return name is null ? null : new(
            new() { Name = name, Channel = written ?? "", Settings = settings, Reasons = reasons, Fallback = fallback },
            fields.PlaceOf("name"),
            fields.PlaceOf("fallback"));
    }

    private static SortedDictionary<string, string> Settings(Fields receiver, Channel channel, Report report)
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        var node = receiver.Child("settings") ?? new Node.Mapping(receiver.Place, []);
        if (Fields.Open(node, $"'settings' of channel {channel.Name}", [.. channel.Settings.Select(setting => setting.Name)], report) is not { } fields)
        {
            return settings;
        }

        foreach (var setting in channel.Settings)
        {
            var value = setting.Required ? fields.Text(setting.Name, setting.Expected) : fields.OptionalText(setting.Name, setting.Expected);
            if (value is null)
            {
                continue;
            }

            if (!setting.IsValid(value))
            {
                report.Error(fields.PlaceOf(setting.Name), $"'{setting.Name}' is {Report.Quote(value)}, expected {setting.Expected}");
            }

            settings.Add(setting.Name, value);
        }

        return settings;
    }

    private static List<Reason>? ReadReasons(Fields fields, Report report)
    {
        if (!fields.Has("reasons"))
        {
            return null;
        }

        List<Reason> reasons = [];
        foreach (var text in fields.Texts("reasons", "reasons"))
        {
            if (!Reasons.Contains(text.Value))
            {
                report.Error(text.Place, $"unknown reason {Report.Quote(text.Value)}, {Suggestion.Among(Reasons, text.Value)}");
            }
            else if (Enum.Parse<Reason>(text.Value) is var reason && !reasons.Contains(reason))
            {
                reasons.Add(reason);
            }
        }

        if (fields.Child("reasons") is Node.Sequence { Items: [] })
        {
            report.Error(fields.PlaceOf("reasons"), $"'reasons' is empty, expected some of {string.Join(", ", Reasons)}, or no such key to hear of all");
        }

        return reasons;
    }
}
