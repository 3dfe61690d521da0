using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Incidents;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>
/// Lays out the one table: an incident key has its item and its streams; beside them are the paces of destinations and the
/// attempts at suspect messages. <see cref="TableLayout"/> has the names.
/// </summary>
public static class IncidentTable
{
    /// <summary>The number of partitions of the index: a burst of incidents must not overload one.</summary>
    public const int Shards = 16;

    internal const string Item = "item";
    internal const string Version = "version";
    internal const string LeaseOwner = "lease_owner";
    internal const string LeaseUntil = "lease_until";
    internal const string NextAt = "next_at";
    internal const string HeldUntil = "held_until";
    internal const string Attempts = "attempts";

    internal const string ItemSort = "item";
    internal const string DeliveryPrefix = "delivery#";

    /// <summary>Longer than any finding id is remembered.</summary>
    internal static TimeSpan ItemLifetime { get; } = TimeSpan.FromDays(120);

    /// <summary>Longer than any delivery is tried, and longer than any queue keeps a message.</summary>
    internal static TimeSpan DeliveryLifetime { get; } = TimeSpan.FromDays(14);

    internal static Dictionary<string, AttributeValue> KeyOf(string key) => Key(key, ItemSort);

    internal static Dictionary<string, AttributeValue> KeyOf(DeliveryStream stream) =>
        Key(stream.Key, $"{DeliveryPrefix}{stream.Incident}#{stream.Path}");

    internal static Dictionary<string, AttributeValue> KeyOf(Pace pace) => PaceKey(pace.Destination);

    internal static Dictionary<string, AttributeValue> PaceKey(string destination) => Key($"pace#{destination}", "pace");

    internal static Dictionary<string, AttributeValue> AttemptKey(string messageId) => Key($"attempt#{messageId}", "attempt");

    internal static Dictionary<string, AttributeValue> Key(string partition, string sort) =>
        new() { [TableLayout.PartitionKey] = Text(partition), [TableLayout.SortKey] = Text(sort) };

    internal static AttributeValue Text(string text) => new() { S = text };

    internal static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    internal static AttributeValue Milliseconds(DateTimeOffset at) => Number(at.ToUnixTimeMilliseconds());

    internal static AttributeValue Seconds(DateTimeOffset at) => Number(at.ToUnixTimeSeconds());

    internal static long? NumberOf(Dictionary<string, AttributeValue>? item, string name) =>
        long.TryParse(item?.GetValueOrDefault(name)?.N, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static DateTimeOffset? TimeOf(Dictionary<string, AttributeValue>? item, string name) =>
        NumberOf(item, name) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Reads an item consistently; null or empty where there is none.</summary>
    internal static async Task<Dictionary<string, AttributeValue>?> ReadAsync(
        this IAmazonDynamoDB client, string table, Dictionary<string, AttributeValue> key, CancellationToken cancellationToken) =>
        (await client.GetItemAsync(new GetItemRequest { TableName = table, Key = key, ConsistentRead = true }, cancellationToken)).Item;

    /// <summary>Returns the shard of a key, the same in every process.</summary>
    internal static string ShardOf(string key)
    {
        var hash = 2166136261u;
        foreach (var character in key)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return Shard((int)(hash % Shards));
    }

    internal static string Shard(int number) => string.Create(CultureInfo.InvariantCulture, $"due#{number}");
}
