using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.LocalAws.Slack;

namespace AlertFlow.EndToEnd;

/// <summary>What breaks, breaks on the executables: nothing is lost, and nothing is told twice without a reason.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    /// <summary>Every call of AWS that handling and delivering a finding makes, before it takes effect and after.</summary>
    [Fact]
    public async Task A_process_that_is_killed_at_any_step_loses_nothing()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 50, batchSize: 1);
        var steps = (
            from step in new[] { ("dynamodb", "GetItem"), ("dynamodb", "PutItem"), ("dynamodb", "UpdateItem"), ("sqs", "SendMessageBatch"), ("ses", "POST /v2/email/outbound-emails") }
            from after in new[] { false, true }
            select (Service: step.Item1, Operation: step.Item2, After: after)).ToList();
        var killed = new ConcurrentDictionary<int, string>();
        // Each task has a step of its own, at which the process that handles it dies once.
        deployment.Cloud.Proxy.Fault = call =>
        {
            var task = Enumerable.Range(0, steps.Count).FirstOrDefault(task => Concerns(call, task), -1);
            if (task < 0 || (call.Service, call.Operation) != (steps[task].Service, steps[task].Operation) || !killed.TryAdd(task, call.AccessKey))
            {
                return null;
            }

            void Kill() => deployment.Lambda.Kill(call.AccessKey);
            return steps[task].After ? new Fault.DropAfter(Kill) : new Fault.DropBefore(Kill);
        };
        // And one dies when Slack has accepted, before it knows.
        var slackKills = 0;
        deployment.Slack.Fault = call => call.Body.ToJsonString().Contains(Short(steps.Count), StringComparison.Ordinal) && Interlocked.Increment(ref slackKills) == 1
            ? new SlackFault.After(() =>
            {
                deployment.Lambda.KillAll("notify-slack");
                return Task.CompletedTask;
            })
            : null;

        var now = TimeProvider.System.GetUtcNow();
        await deployment.SendAsync("sysdig", Enumerable.Range(0, steps.Count + 1).Select(task => Events.Sysdig($"event-{task}", "Netcat", 0, task, now)));
        await deployment.SettleAsync();

        // What was written down and not queued is handed over again by the sweeper.
        await deployment.DeployAsync(TimeSpan.FromMinutes(2));
        await deployment.SweepAsync();
        await deployment.SettleAsync();

        Assert.Equal(steps.Count, killed.Count);
        Assert.True(slackKills > 0);
        for (var task = 0; task <= steps.Count; task++)
        {
            var told = deployment.Workspace.Messages.Count(message => message.Body.ToJsonString().Contains(Short(task), StringComparison.Ordinal));
            output.WriteLine($"| {(task < steps.Count ? steps[task].ToString() : "Slack accepted")} | told {told} × |");
            Assert.InRange(told, 1, 2);
        }

        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
        Assert.Equal(steps.Count + 1, deployment.Cloud.Proxy.Calls.Count(call => call is { Operation: "PutItem", Status: 200 } && call.Body.Contains("attribute_not_exists", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_with_an_expired_token_waits_for_the_new_token_and_is_sent_then()
    {
        await using var deployment = await Deployment.StartAsync();
        deployment.Workspace.Expired.Add("xoxb-first");
        await deployment.SendAsync("sysdig", Events.Sysdig("event-1", "Netcat", 0, 1, TimeProvider.System.GetUtcNow()));
        await Deployment.WaitAsync(() => deployment.Slack.Calls.Any(call => call.Call.Token is "xoxb-first"), "nobody has called Slack");

        deployment.Workspace.Tokens.Add("xoxb-second");
        deployment.Secrets.Secrets["alertflow/slack"] = "xoxb-second";
        await deployment.SettleAsync();

        Assert.Single(deployment.Workspace.Messages);
        Assert.Equal("xoxb-second", deployment.Slack.Calls.Last().Call.Token);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    [Fact]
    public async Task A_deleted_topic_is_dead_lettered_with_its_reason_and_a_rejection_of_SES_falls_back_to_Slack()
    {
        string topic = "";
        await using var deployment = await Deployment.StartAsync(routes: arn => $$$"""
            route: {receivers: [slack, mail, topic]}
            receivers:
              - {name: slack, channel: slack, settings: {channel: "#alerts"}}
              - {name: mail, channel: email, settings: {from: alerts@example.com, to: oncall@example.com}, fallback: spare}
              - {name: topic, channel: sns, settings: {topic_arn: "{{{topic = arn}}}"}}
              - {name: spare, channel: slack, settings: {channel: "#security"}}
            timers: {guardduty_publishing_frequency: 15m}
            """);
        await deployment.Cloud.DeleteTopicAsync(topic, TestContext.Current.CancellationToken);
        deployment.Cloud.Proxy.Fault = call => call.Service is "ses" ? new Fault.Refuse(400, "MessageRejected") : null;

        await deployment.SendAsync("sysdig", Events.Sysdig("event-1", "Netcat", 0, 1, TimeProvider.System.GetUtcNow()));
        await deployment.SettleAsync();

        // The mail's receiver has a fallback, and so it fell back; the topic has none.
        Assert.Equal(["C0ALERTS01", "C0SECURITY"], deployment.Workspace.Messages.Select(message => message.Channel).Order());
        var letter = Assert.Single(await deployment.TakeAsync(deployment.DeadLetters));
        Assert.Contains("NotFound", letter.MessageAttributes["reason"].StringValue, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(letter.Body));
    }

    [Fact]
    public async Task Messages_to_a_failing_Slack_arrive_in_order_and_twice_only_where_it_hung()
    {
        // Two calls run into it, and no call that is answered; a lease is longer.
        await using var deployment = await Deployment.StartAsync(httpTimeout: TimeSpan.FromSeconds(8));
        var answers = new Queue<SlackFault?>(
        [
            new SlackFault.Answer(new SlackReply(429, """{"ok":false,"error":"ratelimited"}""", 2)),
            new SlackFault.Answer(new SlackReply(500, "oops")),
            new SlackFault.Answer(new SlackReply(503, "")),
            new SlackFault.HangBefore(),
            new SlackFault.HangAfter(),
        ]);
        deployment.Slack.Fault = _ => answers.TryDequeue(out var fault) ? fault : null;
        var now = TimeProvider.System.GetUtcNow();

        await deployment.SendAsync("sysdig", Events.Sysdig("event-1", "First rule", 4, 1, now));
        await deployment.SendAsync("sysdig", Events.Sysdig("event-2", "Second rule", 0, 1, now));
        await deployment.SettleAsync();

        Assert.Empty(answers);
        var messages = deployment.Workspace.Messages;
        output.WriteLine(string.Join('\n', messages.Select(message => $"{message.Thread is not null} {message.Text}")));
        Assert.Equal(1, messages.Count(message => message.Thread is not null));
        Assert.InRange(messages.Count, 2, 3);
        Assert.NotNull(messages[^1].Thread);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    [Fact]
    public async Task A_throttled_table_delays_findings_and_loses_none()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 50);
        var calls = 0;
        deployment.Cloud.Proxy.Fault = call => call.Service is "dynamodb" && Interlocked.Increment(ref calls) % 3 == 0 ? new Fault.Refuse(400, "ThrottlingException") : null;
        var now = TimeProvider.System.GetUtcNow();

        await deployment.SendAsync("sysdig", Enumerable.Range(0, 10).Select(n => Events.Sysdig($"event-{n}", "Netcat", 0, n, now)));
        await deployment.SettleAsync();

        // One whose receipt could not be written is told again, and that is all.
        var told = deployment.Workspace.Messages.GroupBy(message => message.Body["metadata"]!["event_payload"]!["incident"]!.GetValue<string>()).ToList();
        Assert.Equal(10, told.Count);
        Assert.All(told, incident => Assert.InRange(incident.Count(), 1, 2));
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    [Fact]
    public async Task An_item_of_a_newer_version_stays_unchanged_and_an_unreadable_one_is_set_aside()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 50);
        var now = TimeProvider.System.GetUtcNow();
        string KeyOf(int task) => $"111122223333|eu-central-1|{Events.TaskArn(task)}";
        const string newer = """{"schema":99,"key":"whatever a later version says"}""";
        await PutAsync(deployment, KeyOf(1), newer);
        await PutAsync(deployment, KeyOf(2), """{"schema":1,"key":7}""");

        await deployment.SendAsync("sysdig", Events.Sysdig("event-1", "Netcat", 0, 1, now), Events.Sysdig("event-2", "Netcat", 0, 2, now));
        await Deployment.WaitAsync(
            () => deployment.Workspace.Messages.Count == 1 && deployment.Lambda.Log.Any(line => line.Line.Contains("NewerItem", StringComparison.Ordinal)),
            "the newer item was not met, or the unreadable one not sent");

        Assert.Contains("history unreadable", deployment.Workspace.Messages.Single().Body.ToJsonString(JsonOptions.Readable), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(newer, await ItemAsync(deployment, KeyOf(1), "item"));
        Assert.Equal("""{"schema":1,"key":7}""", await ItemAsync(deployment, KeyOf(2), "unreadable#1"));

        // The later version has taken its item with it: the finding was waiting.
        await deployment.Cloud.DynamoDb.DeleteItemAsync(deployment.Table, new() { ["pk"] = new() { S = KeyOf(1) }, ["sk"] = new() { S = "item" } }, TestContext.Current.CancellationToken);
        await deployment.SettleAsync();
        Assert.Equal(2, deployment.Workspace.Messages.Count);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    /// <summary>What a call is about: requests to SES are MIME, and name the task in their headers.</summary>
    private static bool Concerns(AwsCall call, int task) => call.Service is "ses"
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(call.Json["Content"]!["Raw"]!["Data"]!.GetValue<string>())).Contains(Short(task), StringComparison.Ordinal)
        : call.Body.Contains(Events.TaskArn(task), StringComparison.Ordinal);

    /// <summary>How messages name a task: by the first characters of its id.</summary>
    private static string Short(int task) => Events.TaskArn(task)[(Events.TaskArn(task).LastIndexOf('/') + 1)..];

    private static async Task PutAsync(Deployment deployment, string key, string json) => await deployment.Cloud.DynamoDb.PutItemAsync(
        deployment.Table, new() { ["pk"] = new() { S = key }, ["sk"] = new() { S = "item" }, ["item"] = new() { S = json }, ["version"] = new() { N = "1" } }, TestContext.Current.CancellationToken);

    private static async Task<string?> ItemAsync(Deployment deployment, string key, string sort) =>
        (await deployment.Cloud.DynamoDb.GetItemAsync(deployment.Table, new() { ["pk"] = new() { S = key }, ["sk"] = new() { S = sort } }, TestContext.Current.CancellationToken)).Item?["item"].S;
}
