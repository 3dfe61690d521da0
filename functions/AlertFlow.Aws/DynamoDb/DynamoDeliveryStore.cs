using System.Text;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>Streams in DynamoDB, beside the item of their incident. A lease is one conditional update that answers with what is known.</summary>
public sealed class DynamoDeliveryStore(IAmazonDynamoDB client, string table) : IDeliveryStore
{
    public async Task<Lease> LeaseAsync(DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = table,
                    Key = IncidentTable.KeyOf(stream),
                    UpdateExpression = $"SET {IncidentTable.LeaseOwner} = :owner, {IncidentTable.LeaseUntil} = :until, {TableLayout.ExpiresAt} = :expires",
                    ConditionExpression = $"attribute_not_exists({IncidentTable.LeaseOwner}) OR {IncidentTable.LeaseOwner} = :owner OR {IncidentTable.LeaseUntil} <= :now",
                    ExpressionAttributeValues = new()
                    {
                        [":owner"] = IncidentTable.Text(owner),
                        [":until"] = IncidentTable.Milliseconds(until),
                        [":now"] = IncidentTable.Milliseconds(now),
                        [":expires"] = IncidentTable.Seconds(now + IncidentTable.DeliveryLifetime),
                    },
                    ReturnValues = ReturnValue.ALL_NEW,
                },
                cancellationToken);
            return new Lease.Taken(Read(answer.Attributes, stream));
        }
        catch (ConditionalCheckFailedException)
        {
            var held = await client.GetItemAsync(new GetItemRequest { TableName = table, Key = IncidentTable.KeyOf(stream), ConsistentRead = true }, cancellationToken);
            return new Lease.Held(IncidentTable.TimeOf(held.Item, IncidentTable.LeaseUntil) ?? now);
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
                    Key = IncidentTable.KeyOf(item.Stream),
                    UpdateExpression = $"SET #item = :item{(release ? $" REMOVE {IncidentTable.LeaseOwner}, {IncidentTable.LeaseUntil}" : "")}",
                    ConditionExpression = $"{IncidentTable.LeaseOwner} = :owner",
                    ExpressionAttributeNames = new() { ["#item"] = IncidentTable.Item },
                    ExpressionAttributeValues = new() { [":item"] = IncidentTable.Text(json), [":owner"] = IncidentTable.Text(owner) },
                },
                cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            // A write that released the stream, sent again since its answer was lost, is refused though it took effect.
            var stored = await client.GetItemAsync(new GetItemRequest { TableName = table, Key = IncidentTable.KeyOf(item.Stream), ConsistentRead = true }, cancellationToken);
            return release && stored.Item?.GetValueOrDefault(IncidentTable.LeaseOwner) is null && stored.Item?.GetValueOrDefault(IncidentTable.Item)?.S == json;
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
                    ExpressionAttributeValues = new() { [":key"] = IncidentTable.Text(key), [":prefix"] = IncidentTable.Text(IncidentTable.DeliveryPrefix) },
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
        attributes.TryGetValue(IncidentTable.Item, out var json)
            ? DeliveryJson.ReadItem(Encoding.UTF8.GetBytes(json.S))
            : new DeliveryItem { Stream = stream };

    private static DeliveryStream StreamOf(string key, string sort)
    {
        var parts = sort[IncidentTable.DeliveryPrefix.Length..].Split('#', 2);
        return new DeliveryStream(key, parts[0], parts[^1]);
    }
}
