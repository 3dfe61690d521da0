using System.Globalization;
using System.Xml.Linq;
using AlertFlow.LocalAws.Management;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.LocalAws.Servers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AlertFlow.LocalAws;

/// <summary>
/// DynamoDB, SQS, SNS, S3 and SES on the loopback interface, behind one endpoint that verifies signatures. With
/// <c>DYNAMODB_ENDPOINT</c> set, DynamoDB is the one there.
/// </summary>
public sealed class LocalCloud : IAsyncDisposable
{
    public const string Region = "eu-central-1";
    public const string Account = "000000000000";

    private static int names;

    private readonly List<IAsyncDisposable> running = [];

    private LocalCloud()
    {
    }

    public AwsProxy Proxy { get; private set; } = null!;

    /// <summary>CloudFormation, GuardDuty, Secrets Manager, and the bus.</summary>
    public ManagementServer Management { get; private set; } = null!;

    /// <summary>The servers themselves, by the signing names of their services.</summary>
    public IReadOnlyDictionary<string, Uri> Servers { get; private set; } = null!;

    public AmazonDynamoDBClient DynamoDb { get; private set; } = null!;

    public AmazonSQSClient Sqs { get; private set; } = null!;

    public AmazonS3Client S3 { get; private set; } = null!;

    public static async Task<LocalCloud> StartAsync(CancellationToken cancellationToken = default)
    {
        var cloud = new LocalCloud();
        await NpmPackages.InstallAsync(cancellationToken);
        var elsewhere = Environment.GetEnvironmentVariable("DYNAMODB_ENDPOINT") is { Length: > 0 } endpoint ? new Uri(endpoint) : null;
        var dynalite = elsewhere is null ? cloud.RunAsync("dynalite/cli.js", ["--createTableMs", "0", "--deleteTableMs", "0", "--updateTableMs", "0"], cancellationToken) : null;
        var fauxqs = cloud.RunAsync("fauxqs/dist/server.js", [], cancellationToken);
        var ses = cloud.RunAsync("aws-ses-v2-local/dist/cli.js", [], cancellationToken);
        var messaging = await fauxqs;
        cloud.Servers = new Dictionary<string, Uri>
        {
            ["dynamodb"] = elsewhere ?? await dynalite!,
            ["sqs"] = messaging,
            ["sns"] = messaging,
            ["s3"] = messaging,
            ["ses"] = await ses,
        };
        cloud.Management = await ManagementServer.StartAsync(Region, Account, cancellationToken);
        cloud.running.Add(cloud.Management);
        cloud.Servers = new Dictionary<string, Uri>([.. cloud.Servers, .. ManagementServer.Services.Select(service => KeyValuePair.Create(service, cloud.Management.Address))]);
        cloud.Proxy = await AwsProxy.StartAsync(cloud.Servers, cancellationToken);
        cloud.DynamoDb = new AmazonDynamoDBClient(Credentials("tests"), cloud.Config(new AmazonDynamoDBConfig()));
        cloud.Sqs = new AmazonSQSClient(Credentials("tests"), cloud.Config(new AmazonSQSConfig()));
        cloud.S3 = new AmazonS3Client(Credentials("tests"), cloud.Config(new AmazonS3Config { ForcePathStyle = true }));
        return cloud;
    }

    /// <summary>Credentials that the endpoint knows. Each name has its own.</summary>
    public static BasicAWSCredentials Credentials(string name) => new(name, SigV4.SecretOf(name));

    /// <summary>What a client needs in order to talk to this cloud.</summary>
    public T Config<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Proxy.Address.ToString();
        config.AuthenticationRegion = Region;
        return config;
    }

    /// <summary>A table of its own, with the keys and the index that the caller names.</summary>
    public async Task<string> CreateTableAsync(string partitionKey, string sortKey, string index, string indexPartition, string indexSort, CancellationToken cancellationToken = default)
    {
        var name = NextName("table");
        await DynamoDb.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = name,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions =
                [
                    new(partitionKey, ScalarAttributeType.S), new(sortKey, ScalarAttributeType.S), new(indexPartition, ScalarAttributeType.S), new(indexSort, ScalarAttributeType.N),
                ],
                KeySchema = [new(partitionKey, KeyType.HASH), new(sortKey, KeyType.RANGE)],
                GlobalSecondaryIndexes =
                [
                    new()
                    {
                        IndexName = index,
                        KeySchema = [new(indexPartition, KeyType.HASH), new(indexSort, KeyType.RANGE)],
                        Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY },
                    },
                ],
            },
            cancellationToken);
        while ((await DynamoDb.DescribeTableAsync(name, cancellationToken)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        return name;
    }

    /// <returns>The queue's URL.</returns>
    public async Task<string> CreateQueueAsync(string name, TimeSpan visibility, (string Arn, int MaxReceives)? deadLetters = null, CancellationToken cancellationToken = default)
    {
        var request = new CreateQueueRequest
        {
            QueueName = name,
            Attributes = new() { ["VisibilityTimeout"] = ((int)visibility.TotalSeconds).ToString(CultureInfo.InvariantCulture) },
        };
        if (deadLetters is var (arn, receives))
        {
            request.Attributes["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{receives}}}""";
        }

        return (await Sqs.CreateQueueAsync(request, cancellationToken)).QueueUrl;
    }

    /// <summary>A topic whose messages go to a queue.</summary>
    /// <returns>The topic's ARN.</returns>
    public async Task<string> CreateTopicAsync(string name, string queueArn, CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient();
        var topic = await AskAsync(http, [("Action", "CreateTopic"), ("Name", name)], cancellationToken);
        var arn = topic.Descendants().Single(element => element.Name.LocalName is "TopicArn").Value;
        await AskAsync(http, [("Action", "Subscribe"), ("TopicArn", arn), ("Protocol", "sqs"), ("Endpoint", queueArn)], cancellationToken);
        return arn;
    }

    /// <summary>Publishes as any program may.</summary>
    public async Task PublishAsync(string topicArn, string message, params IEnumerable<KeyValuePair<string, string>> attributes)
    {
        using var http = new HttpClient();
        var entries = attributes.SelectMany((attribute, index) => new[]
        {
            ($"MessageAttributes.entry.{index + 1}.Name", attribute.Key),
            ($"MessageAttributes.entry.{index + 1}.Value.DataType", "String"),
            ($"MessageAttributes.entry.{index + 1}.Value.StringValue", attribute.Value),
        });
        await AskAsync(http, [("Action", "Publish"), ("TopicArn", topicArn), ("Message", message), .. entries], CancellationToken.None);
    }

    /// <summary>Deletes a topic, as somebody may do in the console.</summary>
    public async Task DeleteTopicAsync(string arn, CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient();
        await AskAsync(http, [("Action", "DeleteTopic"), ("TopicArn", arn)], cancellationToken);
    }

    /// <summary>There is no client of ours for the set-up of topics: the protocol itself.</summary>
    private async Task<XDocument> AskAsync(HttpClient http, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("Version", "2010-03-31")).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, Servers["sns"]) { Content = form };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=tests/20260101/{Region}/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await http.SendAsync(request, cancellationToken);
        return XDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
    }

    public static string ArnOf(string queueUrl) => $"arn:aws:sqs:{Region}:{Account}:{queueUrl[(queueUrl.LastIndexOf('/') + 1)..]}";

    /// <summary>A name that nobody else has, on an endpoint that others use too.</summary>
    public static string NextName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Environment.ProcessId}-{Interlocked.Increment(ref names)}");

    public async ValueTask DisposeAsync()
    {
        DynamoDb?.Dispose();
        Sqs?.Dispose();
        S3?.Dispose();
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        foreach (var server in running)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<Uri> RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var server = await NodeServer.StartAsync(script, arguments, cancellationToken);
        lock (running)
        {
            running.Add(server);
        }

        return server.Address;
    }
}
