namespace AlertFlow.Infra.Tests.Costs;

/// <summary>A list price of us-east-1 in the month <see cref="WrittenDown"/>, without free tiers.</summary>
/// <param name="What">The thing that is paid for.</param>
/// <param name="Dollars">The price of <paramref name="Per"/> of them.</param>
/// <param name="Per">The number that the price is for.</param>
/// <param name="Source">The page of AWS that has today's price.</param>
internal sealed record Price(string What, decimal Dollars, decimal Per, string Source)
{
    public const string WrittenDown = "November 2026";

    private const decimal Million = 1_000_000;
    private const string CloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
    private const string DynamoDb = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
    private const string Lambda = "https://aws.amazon.com/lambda/pricing/";
    private const string EventBridge = "https://aws.amazon.com/eventbridge/pricing/";
    private const string Kms = "https://aws.amazon.com/kms/pricing/";
    private const string Secrets = "https://aws.amazon.com/secrets-manager/pricing/";
    private const string S3 = "https://aws.amazon.com/s3/pricing/";

    public static readonly Price AlarmMetric = new("a metric of an alarm, a month", 0.10m, 1, CloudWatch);
    public static readonly Price Dashboard = new("a dashboard, a month", 3.00m, 1, CloudWatch);
    public static readonly Price CustomMetric = new("a custom metric, a month; by the hour in which it is written", 0.30m, 1, CloudWatch);
    public static readonly Price LogGigabyte = new("a GB of logs taken", 0.50m, 1, CloudWatch);
    public static readonly Price LogStorage = new("a GB of logs kept, a month", 0.03m, 1, CloudWatch);
    public static readonly Price Key = new("a key, a month", 1.00m, 1, Kms);
    public static readonly Price KeyRequest = new("a request of a key", 0.03m, 10_000, Kms);
    public static readonly Price QueueRequest =
        new("a request of SQS, for each 64 KB", 0.40m, Million, "https://aws.amazon.com/sqs/pricing/");
    public static readonly Price Invocation = new("an invocation", 0.20m, Million, Lambda);
    public static readonly Price GigabyteSecond = new("a GB-second on x86-64", 0.0000166667m, 1, Lambda);
    public static readonly Price GigabyteSecondOnArm = new("a GB-second on arm64", 0.0000133334m, 1, Lambda);
    public static readonly Price ReadUnit = new("a read request unit", 0.125m, Million, DynamoDb);
    public static readonly Price WriteUnit = new("a write request unit", 0.625m, Million, DynamoDb);
    public static readonly Price TableGigabyte = new("a GB of a table with point-in-time recovery, a month", 0.25m + 0.20m, 1, DynamoDb);
    public static readonly Price Trace = new("a trace", 5.00m, Million, "https://aws.amazon.com/xray/pricing/");
    public static readonly Price Publish = new("a message published to SNS", 0.50m, Million, "https://aws.amazon.com/sns/pricing/");
    public static readonly Price Mail = new("a mail of SES", 0.10m, 1000, "https://aws.amazon.com/ses/pricing/");
    public static readonly Price Put = new("an object put", 0.005m, 1000, S3);
    public static readonly Price ObjectGigabyte = new("a GB of objects, a month", 0.023m, 1, S3);
    public static readonly Price CustomEvent = new("a custom event; those of AWS's services are free", 1.00m, Million, EventBridge);
    public static readonly Price Scheduled = new("an invocation of the scheduler", 1.00m, Million, EventBridge);
    public static readonly Price Secret = new("a secret, a month", 0.40m, 1, Secrets);
    public static readonly Price SecretRead = new("a secret read", 0.05m, 10_000, Secrets);

    public static IReadOnlyList<Price> All { get; } =
    [
        AlarmMetric, Dashboard, CustomMetric, LogGigabyte, LogStorage, Key, KeyRequest, QueueRequest, Invocation, GigabyteSecond,
        GigabyteSecondOnArm, ReadUnit, WriteUnit, TableGigabyte, Trace, Publish, Mail, Put, ObjectGigabyte, CustomEvent, Scheduled,
        Secret, SecretRead,
    ];

    public decimal Of(decimal amount) => amount / Per * Dollars;
}
