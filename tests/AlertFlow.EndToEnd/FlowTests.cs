using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.EndToEnd;

/// <summary>From the bus and the queue to Slack, SES and SNS, through the executables.</summary>
public sealed class FlowTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Findings_of_both_sources_are_one_conversation_that_counts_escalates_and_ends(bool isManaged)
    {
        await using var deployment = await Deployment.StartAsync(isManaged);
        var now = TimeProvider.System.GetUtcNow();

        // Opened: both receivers of the default route.
        Assert.Equal(["guardduty"], await deployment.Bus.PutAsync(Events.GuardDuty("finding-1", "Execution:Runtime/SuspiciousTool", 5, 1, 1, now)));
        await deployment.SettleAsync();
        var opened = Assert.Single(deployment.Workspace.Messages);
        Assert.Contains("MEDIUM", opened.Text, StringComparison.Ordinal);
        Assert.Single(await deployment.MailsAsync());
        Assert.Empty(await deployment.PublishedAsync());

        // A repeat changes the count, and nobody is told; the message is edited when the sweeper comes.
        await deployment.Bus.PutAsync(Events.GuardDuty("finding-1", "Execution:Runtime/SuspiciousTool", 5, 7, 1, now));
        await deployment.SettleAsync();
        Assert.Single(deployment.Workspace.Messages);
        await deployment.DeployAsync(TimeSpan.FromSeconds(30));
        Assert.Null((await deployment.SweepAsync()).Error);
        await deployment.SettleAsync();
        var edited = Assert.Single(deployment.Workspace.Messages);
        Assert.Contains("×7", edited.Body.ToJsonString(JsonOptions.Readable), StringComparison.Ordinal);
        Assert.Equal(2, edited.Texts.Count);
        Assert.Single(await deployment.MailsAsync());

        // Escalated by the other sensor: Slack in the thread, the mail's new subject, and the topic for the first time.
        await deployment.SendAsync("sysdig", Events.Sysdig("event-1", "Reverse shell", 0, 1, now));
        await deployment.SettleAsync();
        var escalated = deployment.Workspace.Messages[^1];
        Assert.Equal(2, deployment.Workspace.Messages.Count);
        Assert.Equal(opened.Ts, escalated.Thread);
        Assert.True(escalated.IsBroadcast);
        Assert.Equal(2, (await deployment.MailsAsync()).Count);
        var published = Assert.Single(await deployment.PublishedAsync());
        Assert.Equal("escalated", published["MessageAttributes"]!["reason"]!["Value"]!.GetValue<string>(), ignoreCase: true);

        // Closed: all three who were told.
        await deployment.DeployAsync(TimeSpan.FromHours(7));
        await SweepOutAsync(deployment);
        Assert.Contains(deployment.Workspace.Messages, message => message.Text.Contains("Quiet", StringComparison.Ordinal));
        Assert.Contains("Closed", string.Join(' ', (await deployment.PublishedAsync()).Select(one => one["MessageAttributes"]!["reason"]!["Value"]!.GetValue<string>())), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Quiet", (await deployment.MailsAsync())[^1].ToJsonString(), StringComparison.Ordinal);

        await AssertRecordedAsync(deployment);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    [Fact]
    public async Task Findings_that_a_silence_hid_are_reported_when_the_silence_ends()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(3).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        await using var deployment = await Deployment.StartAsync(routes: _ => $$$"""
            route: {receivers: [slack]}
            receivers: [{name: slack, channel: slack, settings: {channel: "#alerts"}}]
            silences: [{name: rollout, matchers: ["rule = Netcat"], owner: payments, reason: new image, from: 2026-01-01T00:00:00Z, until: {{{until}}}}]
            timers: {guardduty_publishing_frequency: 15m}
            """);
        await deployment.SendAsync("sysdig", [.. Enumerable.Range(1, 12).Select(n => Events.Sysdig($"event-{n}", "Netcat", 0, n % 3, TimeProvider.System.GetUtcNow()))]);
        await deployment.SettleAsync();
        Assert.Empty(deployment.Workspace.Messages);

        foreach (var minutes in new[] { 181, 184 })
        {
            await deployment.DeployAsync(TimeSpan.FromMinutes(minutes));
            await SweepOutAsync(deployment);
        }

        var digest = Assert.Single(deployment.Workspace.Messages);
        Assert.Equal("🟧 HIGH · silence rollout is over: it hid Sysdig ×12 in 3 incidents", digest.Text);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    /// <summary>Once all of it is settled, the whole incident is an object of the bucket.</summary>
    private async Task AssertRecordedAsync(Deployment deployment)
    {
        foreach (var minutes in new[] { 2, 4 })
        {
            await deployment.DeployAsync(TimeSpan.FromHours(7) + TimeSpan.FromMinutes(minutes));
            await SweepOutAsync(deployment);
        }

        var record = Assert.Single((await deployment.Cloud.S3.ListObjectsV2Async(new() { BucketName = deployment.Bucket }, TestContext.Current.CancellationToken)).S3Objects);
        using var content = new StreamReader((await deployment.Cloud.S3.GetObjectAsync(deployment.Bucket, record.Key, TestContext.Current.CancellationToken)).ResponseStream);
        var whole = JsonNode.Parse(await content.ReadToEndAsync(TestContext.Current.CancellationToken))!;
        output.WriteLine($"{record.Key}: {whole.ToJsonString().Length} bytes");
        Assert.Equal(3, whole["deliveries"]!.AsArray().Count);
    }

    /// <summary>A sweep decides one notification per incident, and re-drives what it finds.</summary>
    private static async Task SweepOutAsync(Deployment deployment)
    {
        for (var beat = 0; beat < 6; beat++)
        {
            Assert.Null((await deployment.SweepAsync()).Error);
            await deployment.SettleAsync();
        }
    }
}
