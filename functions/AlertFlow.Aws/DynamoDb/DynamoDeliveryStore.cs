using System.Text;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static AlertFlow.Aws.DynamoDb.IncidentTable;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>Keeps streams in DynamoDB. One conditional update takes a lease and reads the stream.</summary>
public sealed class DynamoDeliveryStore(IAmazonDynamoDB client, string table) : IDeliveryStore
{
    public async Task<Lease> LeaseAsync(
        DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = table,
                    Key = KeyOf(stream),
                    UpdateExpression = $"SET {LeaseOwner} = :owner, {LeaseUntil} = :until, {TableLayout.ExpiresAt} = :expires",
                    ConditionExpression = $"attribute_not_exists({LeaseOwner}) OR {LeaseOwner} = :owner OR {LeaseUntil} <= :now",
                    ExpressionAttributeValues = new()
                    {
                        [":owner"] = Text(owner),
                        [":until"] = Milliseconds(until),
                        [":now"] = Milliseconds(now),
                        [":expires"] = Seconds(now + DeliveryLifetime),
                    },
                    ReturnValues = ReturnValue.ALL_NEW,
                },
                cancellationToken);
            return new Lease.Taken(Read(answer.Attributes, stream));
        }
        catch (ConditionalCheckFailedException)
        {
            return new Lease.Held(TimeOf(await client.ReadAsync(table, KeyOf(stream), cancellationToken), LeaseUntil) ?? now);
        }
    }

    public async Task<bool> WriteAsync(DeliveryItem item, string owner, bool release, CancellationToken cancellationToken)
    {
        var json = Encoding.UTF8.GetString(DeliveryJson.Write(item));
        try
        {
            await client.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = table,
                    Key = KeyOf(item.Stream),
                    UpdateExpression = $"SET #item = :item{(release ? $" REMOVE {LeaseOwner}, {LeaseUntil}" : "")}",
                    ConditionExpression = $"{LeaseOwner} = :owner",
                    ExpressionAttributeNames = new() { ["#item"] = Item },
                    ExpressionAttributeValues = new() { [":item"] = Text(json), [":owner"] = Text(owner) },
                },
                cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            // The client sends a request again when its answer is lost: a write that released the stream is refused the second time.
            var stored = await client.ReadAsync(table, KeyOf(item.Stream), cancellationToken);
            return release && stored?.GetValueOrDefault(LeaseOwner) is null && stored?.GetValueOrDefault(Item)?.S == json;
        }
    }

    public async Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken)
    {
        List<DeliveryItem> items = [];
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await client.QueryAsync(
                new QueryRequest
                {
                    TableName = table,
                    KeyConditionExpression = $"{TableLayout.PartitionKey} = :key AND begins_with({TableLayout.SortKey}, :prefix)",
                    ExpressionAttributeValues = new() { [":key"] = Text(key), [":prefix"] = Text(DeliveryPrefix) },
                    ConsistentRead = true,
                    ExclusiveStartKey = from,
                },
                cancellationToken);
            items.AddRange((page.Items ?? []).Select(item => Read(item, StreamOf(key, item[TableLayout.SortKey].S))));
            from = page.LastEvaluatedKey;
        }
        while (from is { Count: > 0 });

        return items;
    }

    private static DeliveryItem Read(Dictionary<string, AttributeValue> attributes, DeliveryStream stream) =>
        attributes.TryGetValue(Item, out var json)
            ? DeliveryJson.ReadItem(Encoding.UTF8.GetBytes(json.S))
            : new DeliveryItem { Stream = stream };

    private static DeliveryStream StreamOf(string key, string sort)
    {
        var parts = sort[DeliveryPrefix.Length..].Split('#', 2);
        return new DeliveryStream(key, parts[0], parts[^1]);
    }
}
