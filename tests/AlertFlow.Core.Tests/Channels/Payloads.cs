using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Tests.Channels;

/// <summary>What an attacker would write into a field, and every field that he could write it into.</summary>
internal static class Payloads
{
    /// <summary>No output may hold one of these.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        "hunter2", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "dXNlcjpodW50ZXIy", "xoxb-123456789012", "MIIEowIBAAK",
    ];

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["channel mention"] = "<!channel> @here @everyone <@U012345> <#C012345>",
        ["link"] =
            "<https://evil.example/x|console> https://evil.example/y [console](https://evil.example) "
            + "mailto:root@evil.example www.evil.example",
        ["script link"] = "javascript:alert(1)",
        ["backtick"] = "``` ` ``` <!channel>",
        ["bold"] = "*bold* _italic_ ~struck~ :skull:",
        ["script"] = "<script>alert(1)</script>",
        ["image"] = "\"><img src=https://evil.example onerror=alert(1)>' style='display:none",
        ["entity"] = "&lt;script&gt; &#60;img&#62;",
        ["header injection"] = "x\r\nBcc: victim@evil.example\r\n\r\n<html>",
        ["hyperlink code"] = "\u001b]8;;https://evil.example\u001b\\console\u001b]8;;\u001b\\",
        ["colour code"] = "\u001b[1;31mred\u001b[0m \u009b2J \u0007\u0000\u007f",
        ["right to left"] = "gpj.\u202eexe\u2066x\u2069\u200f\u061c",
        ["invisible"] = "pass\u200bword=hunt\u00ader2 \ufeff\u2060",
        ["long"] = new('a', 100_000),
        ["long and wide"] = string.Concat(Enumerable.Repeat("👩‍👩‍👧é\u0301<", 20_000)),
        ["password"] = "mysql --password hunter2 PASSWORD=hunter2 {\"password\":\"hunter2\"}",
        ["access key"] = "AKIAIOSFODNN7EXAMPLE aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        ["authorization"] = "curl -H 'Authorization: Basic dXNlcjpodW50ZXIy' https://user:hunter2@evil.example",
        ["token"] = "xoxb-123456789012-abcdef -----BEGIN RSA PRIVATE KEY----- MIIEowIBAAK",
        ["secret in an address"] = "https://app.example/?token=hunter2",
        ["json"] = "\"},{\"a\":\"\\\"\\u0000\\",
        ["half a character"] = string.Concat("a\ud83d", "b\udc00"),
        ["joined emoji"] = "👩‍👩‍👧‍👦 🏴‍☠️ 🇩🇪",
        ["empty"] = "",
        ["blank"] = " \u200b\t ",
    };

    /// <summary>A test counts the text properties of the contract and compares.</summary>
    public static IReadOnlyDictionary<string, Func<Notification, string, Notification>> Fields { get; } =
        new Dictionary<string, Func<Notification, string, Notification>>
        {
            ["Notification.Incident"] = (notification, text) => notification with { Incident = text },
            ["Notification.Subject"] = (notification, text) => notification with { Subject = text },
            ["Notification.Route"] = (notification, text) => notification with { Route = text },
            ["Notification.ConfigVersion"] = (notification, text) => notification with { ConfigVersion = text },
            ["Notification.WouldTell"] = (notification, text) => notification with { WouldTell = [text] },
            ["Notification.Receivers"] = (notification, text) => notification with { Receivers = [text] },
            ["AffectedResource.Key"] = (notification, text) => Resource(notification, notification.Resource with { Key = text }),
            ["AffectedResource.Type"] = (notification, text) => Resource(notification, notification.Resource with { Type = text }),
            ["AffectedResource.Uid"] = (notification, text) => Resource(notification, notification.Resource with { Uid = text }),
            ["AffectedResource.Account"] = (notification, text) =>
                Resource(notification, notification.Resource with { Account = text, AccountName = null }),
            ["AffectedResource.AccountName"] = (notification, text) =>
                Resource(notification, notification.Resource with { AccountName = text }),
            ["AffectedResource.Region"] = (notification, text) => Resource(notification, notification.Resource with { Region = text }),
            ["AffectedResource.Partition"] = (notification, text) => Resource(notification, notification.Resource with { Partition = text }),
            ["AffectedResource.Cluster"] = (notification, text) => Resource(notification, notification.Resource with { Cluster = text }),
            ["AffectedResource.Service"] = (notification, text) => Resource(notification, notification.Resource with { Service = text }),
            ["AffectedResource.TaskFamily"] = (notification, text) =>
                Resource(notification, notification.Resource with { TaskFamily = text, Service = null }),
            ["AffectedResource.TaskId"] = (notification, text) => Resource(notification, notification.Resource with { TaskId = text }),
            ["AffectedResource.LaunchType"] = (notification, text) => Resource(notification, notification.Resource with { LaunchType = text }),
            ["AffectedResource.Name"] = (notification, text) =>
                Resource(notification, notification.Resource with { Name = text, Type = "AWS::EC2::Instance" }),
            ["SignalSummary.Source"] = (notification, text) => Signal(notification, signal => signal with { Source = text }),
            ["SignalSummary.Rule"] = (notification, text) => Signal(notification, signal => signal with { Rule = text }),
            ["SignalSummary.SrcUrl"] = (notification, text) => Signal(notification, signal => signal with { SrcUrl = text }),
            ["SignalSummary.Reference"] = (notification, text) => Signal(notification, signal => signal with { Reference = text }),
            ["Sample.Process"] = (notification, text) => Sampled(notification, sample => sample with { Process = text }),
            ["Sample.CommandLine"] = (notification, text) => Sampled(notification, sample => sample with { CommandLine = text }),
            ["Sample.Parent"] = (notification, text) => Sampled(notification, sample => sample with { Parent = text }),
            ["Sample.User"] = (notification, text) => Sampled(notification, sample => sample with { User = text }),
            ["Sample.Container"] = (notification, text) => Sampled(notification, sample => sample with { Container = text }),
            ["Sample.Image"] = (notification, text) => Sampled(notification, sample => sample with { Image = text }),
            ["Endpoint.Ip"] = (notification, text) => Sampled(notification, sample => sample with { Remote = new(text, null, 4444) }),
            ["Endpoint.Host"] = (notification, text) => Sampled(notification, sample => sample with { Remote = new(null, text, null) }),
            ["Sample.Domain"] = (notification, text) => Sampled(notification, sample => sample with { Domain = text }),
            ["Sample.File"] = (notification, text) => Sampled(notification, sample => sample with { File = text }),
            ["Sample.Operation"] = (notification, text) => Sampled(notification, sample => sample with { Operation = text }),
            ["Sample.Response"] = (notification, text) => Sampled(notification, sample => sample with { Response = text }),
            ["SourceCount.Source"] = (notification, text) => notification with { Counts = [new(text, 3)] },
            ["Runbook.Url"] = (notification, text) => notification with { Runbook = new(text, "look") },
            ["Runbook.First"] = (notification, text) => notification with { Runbook = new("https://wiki.example.com/x", text) },
            ["EndedSilence.Name"] = (notification, text) => Silenced(notification, silence => silence with { Name = text }),
            ["EndedSilence.Owner"] = (notification, text) => Silenced(notification, silence => silence with { Owner = text }),
            ["EndedSilence.Because"] = (notification, text) => Silenced(notification, silence => silence with { Because = text }),
            ["HiddenIncident.Incident"] = (notification, text) => Hidden(notification, hidden => hidden with { Incident = text }),
            ["HiddenIncident.Place"] = (notification, text) => Hidden(notification, hidden => hidden with { Place = text }),
        };

    private static Notification Resource(Notification notification, AffectedResource resource) => notification with { Resource = resource };

    private static Notification Signal(Notification notification, Func<SignalSummary, SignalSummary> change) =>
        notification with { Lead = change(notification.Lead), Signals = [.. notification.Signals.Select(change)] };

    private static Notification Silenced(Notification notification, Func<EndedSilence, EndedSilence> change) =>
        notification.Silence is { } silence ? notification with { Silence = change(silence) } : notification;

    private static Notification Hidden(Notification notification, Func<HiddenIncident, HiddenIncident> change) =>
        Silenced(notification, silence => silence with { Gravest = [.. silence.Gravest.Select(change)] });

    private static Notification Sampled(Notification notification, Func<Sample, Sample> change) =>
        Signal(notification, signal => signal with { Sample = change(signal.Sample ?? new()) });
}
