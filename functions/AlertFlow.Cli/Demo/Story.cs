using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using Spectre.Console;

namespace AlertFlow.Cli.Demo;

/// <summary>Shows the messages of one trace as their readers would see them.</summary>
internal static class Story
{
    /// <summary>The number of incidents that are shown of a trace; the table has all of them.</summary>
    private const int Shown = 2;

    private const int LongestLine = 600;

    private static readonly (string Name, string Title, string Text)[] Known =
    [
        (
            "same-attack-two-tasks-guardduty",
            "The same attack in two tasks, seen by GuardDuty",
            "One task is attacked twice: that is a count. Another task: its own conversation. "),
        ("same-attack-two-tasks-sysdig", "The same attack in two tasks, seen by Sysdig", "Sysdig speaks within 25 seconds. "),
        (
            "two-sensors-one-task",
            "Two sensors on one task",
            "Sysdig sees the tool, GuardDuty the mining pool: one conversation, and they agree. "),
        ("escalation", "It gets worse", "A package manager, then a scanner, then a reverse shell. "),
        ("noise-then-reverse-shell", "Two hours of noise, then a reverse shell", "The noisy rule does not drown it. "),
        ("restarting-service", "A service that restarts every six minutes", "Each new task is its own incident. "),
        ("two-hundred-tasks", "Two hundred tasks at once", "A bad image everywhere. "),
    ];

    public static int Order(string path)
    {
        var name = Path.GetFileName(path).Split('.')[0];
        var index = Array.FindIndex(Known, known => known.Name == name);
        return index < 0 ? Known.Length : index;
    }

    public static string TitleOf(string name) => Known.FirstOrDefault(known => known.Name == name).Title ?? name;

    public static string Of(string name) => Known.FirstOrDefault(known => known.Name == name).Text ?? "";

    /// <param name="whole">Whether the first incident is shown with every line of every channel.</param>
    public static void Show(IAnsiConsole screen, Mailbox mailbox, bool whole)
    {
        var incidents = mailbox.All.GroupBy(delivered => delivered.Notification.Incident).ToList();
        foreach (var (index, incident) in incidents.Take(Shown).Index())
        {
            foreach (var receiver in incident.GroupBy(delivered => delivered.Receiver.Name))
            {
                screen.Write(Panel([.. receiver], whole && index == 0));
            }
        }

        if (incidents.Count > Shown)
        {
            screen.Write(new Text(
                $"… and {incidents.Count - Shown} more incidents, told in the same way.\n", new Style(decoration: Decoration.Dim)));
        }
    }

    private static Panel Panel(IReadOnlyList<Delivered> deliveries, bool whole)
    {
        var first = deliveries[0];
        var (title, lines) = first.Request switch
        {
            SlackRequest => ($"Slack {first.Receiver.Settings["channel"]}", Slack(deliveries)),
            EmailRequest email => ($"Email to {string.Join(", ", email.To)}", Email(email, deliveries, whole)),
            SnsRequest sns => (
                sns.TopicArn is SnsChannel.DeployedTopic
                    ? "SNS topic of the stack"
                    : $"SNS {sns.TopicArn[(sns.TopicArn.LastIndexOf(':') + 1)..]}",
                Sns(sns, deliveries, whole)),
            _ => (first.Receiver.Channel, []),
        };
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(11)).AddColumn();
        foreach (var line in lines)
        {
            var style = new Style(decoration: line.Decoration);
            grid.AddRow(new Text(line.Time, style), new Text(SafeText.Line(line.Text, LongestLine), style));
        }

        return new Panel(grid) { Header = new PanelHeader($" {Markup.Escape(title)} "), Border = BoxBorder.Rounded, Expand = true };
    }

    /// <summary>Returns each top-level message, its thread, and its last edit.</summary>
    private static IEnumerable<Row> Slack(IReadOnlyList<Delivered> deliveries)
    {
        var root = deliveries[0];
        var edits = deliveries.Where(IsEdit).ToList();
        foreach (var delivered in deliveries.Where(delivered => !IsEdit(delivered)))
        {
            var stands = delivered.Conversation is null || delivered.Notification.Reason is Reason.Reopened
                || delivered.Notification.StillActive;
            var lines = SlackPreview.Lines((SlackRequest)delivered.Request);
            yield return new Row(stands ? At(delivered) : $"↳ {At(delivered)}", lines[0], stands ? Decoration.Bold : Decoration.None);
            foreach (var line in lines.Skip(1).Where(_ => stands))
            {
                yield return new Row("", line);
            }

            if (delivered == root && edits is [.., var last])
            {
                yield return new Row(
                    "edited", $"×{edits.Count}, last {At(last)}: {SlackPreview.Lines((SlackRequest)last.Request)[0]}", Decoration.Italic);
            }
        }
    }

    private static IEnumerable<Row> Email(EmailRequest email, IReadOnlyList<Delivered> deliveries, bool whole)
    {
        yield return new Row("Subject", email.Subject, Decoration.Bold);
        foreach (var (index, delivered) in deliveries.Index())
        {
            var text = ((EmailRequest)delivered.Request).Text.ReplaceLineEndings("\n").Split('\n');
            yield return new Row(At(delivered), text[0]);
            foreach (var line in text.Skip(1).Where(line => whole && index == 0 && line.Length > 0))
            {
                yield return new Row("", line);
            }
        }
    }

    private static IEnumerable<Row> Sns(SnsRequest sns, IReadOnlyList<Delivered> deliveries, bool whole)
    {
        foreach (var delivered in deliveries)
        {
            yield return new Row(At(delivered), ((SnsRequest)delivered.Request).Subject);
        }

        if (whole)
        {
            yield return new Row("attributes", string.Join(", ", sns.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}")));
            yield return new Row(
                "body", string.Create(CultureInfo.InvariantCulture, $"an OCSF Detection Finding, {sns.Message.Length:N0} characters"));
        }
    }

    private static string At(Delivered delivered) =>
        delivered.Notification.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool IsEdit(Delivered delivered) => delivered.Notification.Reason is Reason.Edit;

    private sealed record Row(string Time, string Text, Decoration Decoration = Decoration.None);
}
