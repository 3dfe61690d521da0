using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>
/// How the one table is laid out: under an incident key its item and its streams; beside them the paces of destinations and
/// the attempts at suspect messages. Names are <see cref="TableLayout"/>'s.
/// </summary>
public static class IncidentTable
{
    /// <summary>How many partitions the index has: a burst of incidents must not heat one.</summary>
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

    /// <summary>Longer than any delivery is tried and any queue keeps a message.</summary>
    internal static TimeSpan DeliveryLifetime { get; } = TimeSpan.FromDays(14);

    internal static Dictionary<string, AttributeValue> KeyOf(string key) => Key(key, ItemSort);

    internal static Dictionary<string, AttributeValue> KeyOf(DeliveryStream stream) => Key(stream.Key, $"{DeliveryPrefix}{stream.Incident}#{stream.Path}");

    internal static Dictionary<string, AttributeValue> KeyOf(Pace pace) => PaceKey(pace.Destination);

    internal static Dictionary<string, AttributeValue> PaceKey(string destination) => Key($"pace#{destination}", "pace");

    internal static Dictionary<string, AttributeValue> AttemptKey(string messageId) => Key($"attempt#{messageId}", "attempt");

    internal static Dictionary<string, AttributeValue> Key(string partition, string sort) => new() { [TableLayout.PartitionKey] = Text(partition), [TableLayout.SortKey] = Text(sort) };

    internal static AttributeValue Text(string text) => new() { S = text };

    internal static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    internal static AttributeValue Milliseconds(DateTimeOffset at) => Number(at.ToUnixTimeMilliseconds());

    internal static AttributeValue Seconds(DateTimeOffset at) => Number(at.ToUnixTimeSeconds());

    internal static DateTimeOffset? TimeOf(Dictionary<string, AttributeValue>? item, string name) =>
        item is not null && item.TryGetValue(name, out var value) && long.TryParse(value.N, NumberStyles.Integer, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    /// <summary>The shard of a key; the same in every process.</summary>
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
