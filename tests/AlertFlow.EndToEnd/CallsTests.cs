using System.Collections.Concurrent;
using System.Globalization;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.LocalAws.Slack;
using AlertFlow.Sources;

namespace AlertFlow.EndToEnd;

/// <summary>
/// The functions call AWS for what <c>golden/calls.json</c> has, and for nothing else: every other test holds its own calls
/// against the file when it ends, and this one makes all that are in it. <c>UPDATE_GOLDEN=1</c> rewrites the file.
/// </summary>
public sealed class CallsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_call_that_a_role_must_allow_is_made_and_no_other()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 50, routes: topic => $$$"""
            route: {receivers: [chat, mail, topic]}
            receivers:
              - {name: chat, channel: slack, settings: {channel: "#alerts"}, fallback: chat2}
              - {name: chat2, channel: slack, settings: {channel: "#security"}}
              - {name: mail, channel: email, settings: {from: alerts@example.com, to: oncall@example.com}, fallback: mail2}
              - {name: mail2, channel: email, settings: {from: alerts@example.com, to: second@example.com}}
              - {name: topic, channel: sns, settings: {topic_arn: "{{{topic}}}"}, fallback: topic2}
              - {name: topic2, channel: sns, settings: {topic_arn: deployed}}
            timers: {guardduty_publishing_frequency: 15m}
            """);
        var now = TimeProvider.System.GetUtcNow();

        // A table that throttles for a while, and destinations that are busy and then refuse: all fall back, and nobody takes it.
        Throttle(deployment);
        foreach (var source in Source.All)
        {
            // Of each source's own shape, and no canary by its rule.
            var finding = new CanaryEvent("Execution:ECS/Netcat", Severity.High, "aws", LocalCloud.Region, LocalCloud.Account, $"{source.Name}1", now.ToString("O", CultureInfo.InvariantCulture));
            await deployment.SendAsync(source.Name, Canary.BodyOf(source, finding), "no JSON");
        }

        await deployment.SettleAsync();
        Assert.NotEmpty(await deployment.TakeAsync(deployment.DeadLetters));

        // Then all is well again: a new signal, quiet, the record.
        deployment.Cloud.Proxy.Fault = _ => null;
        deployment.Slack.Fault = _ => null;
        foreach (var minutes in new[] { 0, 420, 424, 428 })
        {
            await deployment.DeployAsync(TimeSpan.FromMinutes(minutes));
            await deployment.SendAsync("sysdig", minutes == 0 ? [Events.Sysdig("event-2", "Reverse shell", 0, 1, now)] : []);
            for (var beat = 0; beat < 4; beat++)
            {
                await deployment.SettleAsync();
                Assert.Null((await deployment.SweepAsync()).Error);
            }
        }

        await deployment.SettleAsync();
        var made = CallsFile.Format(deployment.Permissions());
        output.WriteLine(made);
        if (CallsFile.IsUpdating)
        {
            CallsFile.Write(made);
        }

        Assert.Equal(CallsFile.Read(), made);
    }

    private static void Throttle(Deployment deployment)
    {
        var refusals = new ConcurrentDictionary<string, int>();
        deployment.Cloud.Proxy.Fault = call => call switch
        {
            { Service: "dynamodb", Operation: "PutItem" } when IsIngest(call) && refusals.AddOrUpdate(FunctionOf(call), 1, (_, n) => n + 1) <= 3 => new Fault.Refuse(400, "ThrottlingException"),
            { Service: "ses" } => refusals.AddOrUpdate("ses", 1, (_, n) => n + 1) <= 8 ? new Fault.Refuse(429, "TooManyRequestsException") : new Fault.Refuse(400, "MessageRejected"),
            { Service: "sns" } => refusals.AddOrUpdate("sns", 1, (_, n) => n + 1) <= 8 ? new Fault.Refuse(400, "Throttled") : new Fault.Refuse(404, "NotFound"),
            _ => null,
        };
        deployment.Slack.Fault = _ => refusals.AddOrUpdate("slack", 1, (_, n) => n + 1) <= 1
            ? new SlackFault.Answer(new SlackReply(429, """{"ok":false,"error":"ratelimited"}""", 1))
            : new SlackFault.Answer(new SlackReply(200, """{"ok":false,"error":"channel_not_found"}"""));
    }

    private static bool IsIngest(AwsCall call) => Source.Find(FunctionOf(call)) is not null;

    private static string FunctionOf(AwsCall call) => call.AccessKey[..call.AccessKey.LastIndexOf('-')];
}
