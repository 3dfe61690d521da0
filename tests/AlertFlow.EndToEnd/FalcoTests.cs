using System.Text.Json.Nodes;
using AlertFlow.LocalAws;

namespace AlertFlow.EndToEnd;

/// <summary>What falcosidekick sends, on all the ways that it knows, through the executables.</summary>
public sealed class FalcoTests
{
    [Fact]
    public async Task Alerts_from_the_queue_and_from_a_topic_are_sent()
    {
        await using var deployment = await Deployment.StartAsync();
        var topic = await deployment.Cloud.CreateTopicAsync(LocalCloud.NextName("falco"), LocalCloud.ArnOf(deployment.SourceQueues["falco"]), TestContext.Current.CancellationToken);

        await deployment.SendAsync("falco", Sample("sidekick-ecs-task").ToJsonString());
        await deployment.SettleAsync();
        var opened = Assert.Single(deployment.Workspace.Messages);
        Assert.Contains("Redirect STDOUT/STDIN", opened.Text, StringComparison.Ordinal);

        // The same task, as text with attributes in the envelope of SNS.
        var text = Sample("sns-text");
        await deployment.Cloud.PublishAsync(
            topic,
            text["Message"]!.GetValue<string>(),
            text["MessageAttributes"]!.AsObject().Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value!["Value"]!.GetValue<string>())));
        await deployment.SettleAsync();
        Assert.Equal(2, deployment.Workspace.Messages.Count);
        Assert.Equal(opened.Ts, deployment.Workspace.Messages[^1].Thread);
        Assert.Contains("Stratum", deployment.Workspace.Messages[^1].Text, StringComparison.Ordinal);

        // Another place, as JSON in the envelope.
        await deployment.Cloud.PublishAsync(topic, Sample("sns-json")["Message"]!.GetValue<string>());
        await deployment.SettleAsync();
        Assert.Equal(3, deployment.Workspace.Messages.Count);
        Assert.Null(deployment.Workspace.Messages[^1].Thread);
        Assert.Contains("CRITICAL", deployment.Workspace.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Empty(await deployment.TakeAsync(deployment.DeadLetters));
    }

    private static JsonNode Sample(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AlertFlow.Tests.Repository.Events, "falco", $"{name}.event.json")))!;
}
