using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Cli.Replay;
using AlertFlow.Notifications;
using Spectre.Console;

namespace AlertFlow.Cli.Demo;

/// <summary>The numbers of one trace.</summary>
internal sealed record Totals(
    string Title,
    int Events,
    int Tasks,
    int Incidents,
    int Closed,
    long Counted,
    int Messages,
    int Edits,
    int Emails,
    int Publishes,
    int Urgent)
{
    public static Totals Of(string title, Trace trace, Mailbox mailbox)
    {
        var told = mailbox.All.Select(delivered => delivered.Notification).DistinctBy(one => (one.Incident, one.Sequence)).ToList();
        var slack = mailbox.All.Where(delivered => delivered.Request is SlackRequest).ToList();
        return new Totals(
            title,
            trace.Steps.Count,
            trace.Steps.Select(step => step.Finding.Metadata.CorrelationUid).Distinct().Count(),
            told.Count(one => one.Reason is Reason.Opened),
            told.Count(one => one.Reason is Reason.Closed),
            told.Where(one => one.Reason is not Reason.Edit).Sum(one => one.Delta),
            slack.Count(delivered => delivered.Notification.Reason is not Reason.Edit),
            slack.Count(delivered => delivered.Notification.Reason is Reason.Edit),
            mailbox.All.Count(delivered => delivered.Request is EmailRequest),
            mailbox.All.Count(delivered => delivered.Request is SnsRequest),
            told.Count(one => one.Urgent));
    }

    public static Table Table(IReadOnlyList<Totals> all)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("trace");
        foreach (var column in (string[])["events", "tasks", "opened", "closed", "told", "Slack", "edits", "emails", "SNS", "urgent"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var one in all)
        {
            long[] numbers =
            [
                one.Events, one.Tasks, one.Incidents, one.Closed, one.Counted,
                one.Messages, one.Edits, one.Emails, one.Publishes, one.Urgent,
            ];
            table.AddRow([Markup.Escape(one.Title), .. numbers.Select(number => number.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        return table.Caption("told: occurrences that notifications reported, summed; it equals what was counted");
    }
}
