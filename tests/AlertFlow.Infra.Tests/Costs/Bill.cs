using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Deployment;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Infra.Tests.Policies;

namespace AlertFlow.Infra.Tests.Costs;

/// <summary>A month with so many findings, in the units that AWS counts. Counts that depend on timing are upper bounds.</summary>
/// <param name="Findings">From products, evenly over the month, each in a batch of its own.</param>
/// <param name="Canaries">Findings that the stack sends itself.</param>
internal sealed record Month(decimal Findings, decimal Canaries)
{
    public const decimal Hours = 730;

    public const decimal Sweeps = Hours * 60;

    /// <summary>One finding in ten opens an incident; the others repeat it.</summary>
    public const decimal OpenedOf = 10;

    /// <summary>Of each incident its receivers are sent an Opened, an edit and a Closed.</summary>
    public const decimal Rounds = 3;

    public const decimal Receivers = 2;

    public decimal Taken => Findings + Canaries;

    public decimal Incidents => (Findings / OpenedOf) + Canaries;

    public decimal Repeats => Taken - Incidents;

    public decimal Deliveries => Incidents * Rounds * Receivers;

    public decimal Invocations => Taken + Deliveries + Sweeps;

    /// <summary>In so much of the month something comes.</summary>
    public decimal Share => Math.Min(1, Taken / Hours);
}

/// <summary>A line of the bill.</summary>
/// <param name="Name">What is paid for.</param>
/// <param name="Arithmetic">How it is computed, in words and numbers.</param>
/// <param name="Dollars">Of a month.</param>
internal sealed record Line(string Name, FormattableString Arithmetic, Func<Month, decimal> Dollars)
{
    public string Words => Arithmetic.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a stack costs: what it has comes from its template, what a finding asks for was counted.</summary>
internal sealed class Bill(Template template)
{
    /// <summary>Lambda polls with five long polls where a mapping has a maximum of concurrency.</summary>
    /// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html"/>
    private const decimal Pollers = 5;

    private const decimal PollSeconds = 20;

    // Counted by `make bench` on the local AWS, for each finding: opening an incident that three receivers are told of, and repeating one.
    private const decimal OpeningReads = 6.39m;
    private const decimal OpeningWrites = 12.99m;
    private const decimal RepeatReads = 0.78m;
    private const decimal RepeatWrites = 2.08m;

    // Estimated, on the side of more; seconds that are billed, start included.
    private const decimal IngestSeconds = 0.1m;
    private const decimal NotifySeconds = 0.5m;
    private const decimal SweepSeconds = 0.2m;

    // Estimated, kB.
    private const decimal FindingLog = 3;
    private const decimal DeliveryLog = 2;
    private const decimal SweepLog = 1;
    private const decimal IncidentSize = 7;
    private const decimal RecordSize = 10;

    private const decimal KilobytesInGigabyte = 1_000_000;

    /// <summary>Each environment reads the secret again after five minutes.</summary>
    private const decimal SecretReadsAtMost = Month.Hours * 12 * 20;

    private static readonly Metric[] OfSweeps = [Metric.Sweeps, Metric.SweepFailures, Metric.OldestUnsettled];

    private readonly decimal memory = template.Functions.Max(function => function.Properties["MemorySize"]!.GetValue<decimal>()) / 1024;
    private readonly bool isArm =
        template.Functions.All(function => function.Properties["Architectures"]![0]!.GetValue<string>() == "arm64");
    private readonly decimal alarmMetrics = template.OfType("AWS::CloudWatch::Alarm").Sum(alarm =>
        alarm.Properties["Metrics"] is JsonArray metrics ? metrics.Count(metric => metric!["MetricStat"] is not null) : 1);
    private readonly decimal mappings = template.OfType("AWS::Lambda::EventSourceMapping").Count;
    private readonly decimal schedules = template.OfType("AWS::Scheduler::Schedule").Count;
    private readonly decimal scheduledEvents = template.OfType("AWS::Scheduler::Schedule")
        .Count(schedule => schedule.At("Target.EventBridgeParameters") is not null);
    private readonly decimal secrets = template.Functions.Count(function => function.Variable(Setting.SlackSecret.Name) is not null);
    private readonly decimal dashboards = template.OfType("AWS::CloudWatch::Dashboard").Count;
    private readonly decimal keys = template.OfType("AWS::KMS::Key").Count;
    private readonly decimal topics = template.Functions.Count(function => function.Variable(Setting.Topic.Name) is not null);

    public Month Of(decimal findings) => new(findings, schedules * Month.Hours / 24);

    public IReadOnlyList<Line> Lines =>
    [
        new("Alarms", $"{alarmMetrics} metrics of alarms", _ => Price.AlarmMetric.Of(alarmMetrics)),
        new("Dashboard", $"{dashboards}", _ => Price.Dashboard.Of(dashboards)),
        new(
            "Custom metrics",
            $"{OfSweeps.Length} of the sweeper always, {CustomMetrics - OfSweeps.Length} in the hours in which something comes",
            month => Price.CustomMetric.Of(OfSweeps.Length + ((CustomMetrics - OfSweeps.Length) * month.Share))),
        new("Key", $"{keys}, and a request for each message to SNS", month => Price.Key.Of(keys) + Price.KeyRequest.Of(Published(month))),
        new(
            "Secret",
            $"{secrets}, read once for each delivery to Slack or 5 min and environment",
            month => Price.Secret.Of(secrets) + Price.SecretRead.Of(SecretReads(month) * secrets)),
        new(
            "SQS, polls",
            $"{mappings} mappings × {Pollers} pollers × {Polls:#,0} long polls",
            _ => Price.QueueRequest.Of(mappings * Pollers * Polls)),
        new(
            "SQS, messages",
            $"3 requests a finding (send, receive, delete), 4 a delivery (it waits once)",
            month => Price.QueueRequest.Of((3 * month.Taken) + (4 * month.Deliveries))),
        new(
            "Lambda",
            $"{memory:0.0#} GB × ({IngestSeconds} s a finding, {NotifySeconds} s a delivery, {SweepSeconds} s × {
                Month.Sweeps:#,0} sweeps), and each invocation",
            month => (isArm ? Price.GigabyteSecondOnArm : Price.GigabyteSecond).Of(memory * Seconds(month))
                + Price.Invocation.Of(month.Invocations)),
        new(
            "DynamoDB, requests",
            $"{OpeningReads} RU and {OpeningWrites} WU for each of {Month.Rounds} rounds of an incident, {
                RepeatReads} RU and {RepeatWrites} WU a repeat, {IncidentTable.Shards} × 0.5 RU a sweep",
            month => Price.ReadUnit.Of(Capacity(month, OpeningReads, RepeatReads) + (0.5m * IncidentTable.Shards * Month.Sweeps))
                + Price.WriteUnit.Of(Capacity(month, OpeningWrites, RepeatWrites))),
        new(
            "DynamoDB, storage",
            $"{IncidentSize} kB an incident, for 4 months",
            month => Price.TableGigabyte.Of(4 * IncidentSize * month.Incidents / KilobytesInGigabyte)),
        new(
            "Logs",
            $"{FindingLog} kB a finding, {DeliveryLog} kB a delivery, {SweepLog} kB a sweep, kept for a year",
            month => Price.LogGigabyte.Of(Logs(month)) + Price.LogStorage.Of(12 * Logs(month))),
        new("X-Ray", $"each invocation is a trace, above one a second 5 % of them", month => Price.Trace.Of(Traces(month))),
        new("SNS", $"half of the deliveries", month => Price.Publish.Of(Published(month))),
        new(
            "S3",
            $"2 records an incident, {RecordSize} kB each, kept for a year",
            month => Price.Put.Of(2 * month.Incidents)
                + Price.ObjectGigabyte.Of(12 * 2 * RecordSize * month.Incidents / KilobytesInGigabyte)),
        new(
            "EventBridge",
            $"findings are events of a service and free; {schedules} canaries a day",
            month => Price.Scheduled.Of(month.Canaries) + Price.CustomEvent.Of(scheduledEvents * Month.Hours / 24)),
    ];

    private static decimal Polls => Month.Hours * 3600 / PollSeconds;

    /// <summary>A metric for each value of its dimension.</summary>
    private int CustomMetrics => Metric.All.Sum(metric => metric.Dimension switch
    {
        "source" => template.Ingests.Count,
        "channel" => template.Functions.Count(function => function.Row == FunctionRow.NotifyName),
        "reason" => Enum.GetNames<DecisionReason>().Length - 1, // That nothing was due is not told.
        _ => 1,
    });

    private decimal Published(Month month) => topics * month.Deliveries / Month.Receivers;

    private static decimal SecretReads(Month month) => Math.Min(month.Deliveries / Month.Receivers, SecretReadsAtMost);

    private static decimal Capacity(Month month, decimal opening, decimal repeat) =>
        (opening * Month.Rounds * month.Incidents) + (repeat * month.Repeats);

    private static decimal Seconds(Month month) =>
        (IngestSeconds * month.Taken) + (NotifySeconds * month.Deliveries) + (SweepSeconds * Month.Sweeps);

    private static decimal Logs(Month month) =>
        ((FindingLog * month.Taken) + (DeliveryLog * month.Deliveries) + (SweepLog * Month.Sweeps)) / KilobytesInGigabyte;

    private static decimal Traces(Month month)
    {
        var seconds = Month.Hours * 3600;
        return Math.Min(month.Invocations, seconds) + (0.05m * Math.Max(0, month.Invocations - seconds));
    }
}
