using System.Globalization;
using System.Text;
using AlertFlow.Deployment;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static AlertFlow.Aws.DynamoDb.IncidentTable;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>Keeps incident items in DynamoDB: one consistent read, one conditional write, no transactions.</summary>
/// <seealso href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html"/>
public sealed class DynamoIncidentStore(IAmazonDynamoDB client, string table) : IIncidentStore
{
    public async Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await ItemAsync(key, cancellationToken) is { } stored
            ? StoredItem.Of(Encoding.UTF8.GetBytes(JsonOf(stored)), VersionOf(stored), TimeOf(stored, TableLayout.DueAt))
            : null;

    public async Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken)
    {
        var json = Encoding.UTF8.GetString(ItemJson.Write(item));
        var attributes = KeyOf(item.Key);
        attributes.Add(Item, Text(json));
        attributes.Add(IncidentTable.Version, Number(version + 1));
        attributes.Add(TableLayout.ExpiresAt, Seconds(item.Touched + ItemLifetime));
        if (due is { } at)
        {
            attributes.Add(TableLayout.DueShard, Text(ShardOf(item.Key)));
            attributes.Add(TableLayout.DueAt, Milliseconds(at));
        }

        var put = new PutItemRequest { TableName = table, Item = attributes };
        if (version == 0)
        {
            put.ConditionExpression = $"attribute_not_exists({TableLayout.PartitionKey})";
        }
        else
        {
            put.ConditionExpression = "#version = :version";
            put.ExpressionAttributeNames = new() { ["#version"] = IncidentTable.Version };
            put.ExpressionAttributeValues = new() { [":version"] = Number(version) };
        }

        try
        {
            await client.PutItemAsync(put, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            // The client sends a request again when its answer is lost: the conflict may be with our own write.
            return await ItemAsync(item.Key, cancellationToken) is { } stored && VersionOf(stored) == version + 1 && JsonOf(stored) == json;
        }
    }

    public async Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => client.QueryAsync(
            new QueryRequest
            {
                TableName = table,
                IndexName = TableLayout.DueIndex,
                KeyConditionExpression = $"{TableLayout.DueShard} = :shard AND {TableLayout.DueAt} <= :until",
                ExpressionAttributeValues = new() { [":shard"] = Text(Shard(shard)), [":until"] = Milliseconds(until) },
                Limit = limit,
            },
            cancellationToken)));
        return
        [
            .. shards.SelectMany(shard => shard.Items ?? [])
                .Select(item => new DueItem(item[TableLayout.PartitionKey].S, TimeOf(item, TableLayout.DueAt) ?? until))
                .OrderBy(due => due.At)
                .ThenBy(due => due.Key, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    public async Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken)
    {
        var sort = string.Create(CultureInfo.InvariantCulture, $"unreadable#{version}");
        if (await ItemAsync(key, cancellationToken) is { } stored)
        {
            stored[TableLayout.SortKey] = Text(sort);
            stored.Remove(TableLayout.DueShard);
            stored.Remove(TableLayout.DueAt);
            stored.Remove(TableLayout.ExpiresAt);
            await client.PutItemAsync(new PutItemRequest { TableName = table, Item = stored }, cancellationToken);
        }

        return sort;
    }

    private async Task<Dictionary<string, AttributeValue>?> ItemAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await client.ReadAsync(table, KeyOf(key), cancellationToken);
        return stored is { Count: > 0 } ? stored : null;
    }

    private static string JsonOf(Dictionary<string, AttributeValue> item) => item.GetValueOrDefault(Item)?.S ?? "";

    private static long VersionOf(Dictionary<string, AttributeValue> item) =>
        NumberOf(item, IncidentTable.Version) ?? 0;
}
