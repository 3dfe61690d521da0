using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.LocalAws.Proxy;

namespace AlertFlow.EndToEnd;

/// <summary>A thousand messages, of which one in twenty is bad.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Messages = 1000;
    private const int Tasks = 40;

    private static bool IsBad(int n) => n % 20 == 7;

    [Fact]
    public async Task Malformed_messages_are_dead_lettered_with_their_reasons_and_no_neighbour_is_received_twice()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 10);
        var now = TimeProvider.System.GetUtcNow();
        var bodies = Enumerable.Range(0, Messages)
            .Select(n => !IsBad(n) ? Healthy(n, now) : n % 40 == 7 ? $"no JSON, number {n}" : $$"""{"id":"{{n}}","content":{} }""").ToList();

        await deployment.SendAsync("sysdig", bodies);
        await deployment.SettleAsync();

        var letters = await deployment.TakeAsync(deployment.DeadLetters);
        Assert.Equal(bodies.Where((_, n) => IsBad(n)).Order(), letters.Select(letter => letter.Body).Order());
        Assert.All(letters, letter => Assert.NotEmpty(letter.MessageAttributes["reason"].StringValue));
        Assert.All(deployment.Sources.SelectMany(source => source.Receives), receive => Assert.Equal(1, receive.Value));
        Assert.Equal(Messages - letters.Count, await CountAsync(deployment));
        output.WriteLine($"{letters.Count} dead letters, {deployment.Lambda.Started} environments, {deployment.Workspace.Messages.Count} messages to Slack");
    }

    [Fact]
    public async Task Messages_that_kill_the_process_are_dead_lettered_and_all_others_are_committed_once()
    {
        await using var deployment = await Deployment.StartAsync(maxReceives: 50);
        // The process dies at the very moment at which the finding would be written down.
        deployment.Cloud.Proxy.Fault = call => call is { Service: "dynamodb", Operation: "PutItem" } && call.Body.Contains("Killer", StringComparison.Ordinal)
            ? new Fault.DropBefore(() => deployment.Lambda.Kill(call.AccessKey))
            : null;
        var now = TimeProvider.System.GetUtcNow();
        var bodies = Enumerable.Range(0, Messages)
            .Select(n => IsBad(n) ? Events.Sysdig(Id(n), "Killer", 4, Tasks + (n % Tasks), now) : Healthy(n, now)).ToList();

        await deployment.SendAsync("sysdig", bodies);
        await deployment.SettleAsync();

        var letters = await deployment.TakeAsync(deployment.DeadLetters);
        Assert.Equal(bodies.Where((_, n) => IsBad(n)).Order(), letters.Select(letter => letter.Body).Order());
        Assert.All(letters, letter => Assert.Contains("died 3 times", letter.MessageAttributes["reason"].StringValue, StringComparison.Ordinal));
        Assert.Equal(Messages - letters.Count, await CountAsync(deployment));
        output.WriteLine($"{letters.Count} dead letters, {deployment.Lambda.Started} environments");
    }

    private static string Id(int n) => n.ToString("x32", CultureInfo.InvariantCulture);

    private static string Healthy(int n, DateTimeOffset now) => Events.Sysdig(Id(n), "Netcat", 4, n % Tasks, now);

    /// <summary>What all incidents together have counted.</summary>
    private static async Task<int> CountAsync(Deployment deployment)
    {
        var items = (await deployment.Cloud.DynamoDb.ScanAsync(
            new() { TableName = deployment.Table, FilterExpression = "sk = :item", ExpressionAttributeValues = new() { [":item"] = new() { S = "item" } }, ConsistentRead = true },
            TestContext.Current.CancellationToken)).Items;
        return items.Sum(item => JsonNode.Parse(item["item"].S)!["incident"]!["signals"]!.AsArray().Sum(signal => signal!["count"]!.GetValue<int>()));
    }
}
