using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>
/// Slots in DynamoDB: one conditional update takes the free slot, and where others were faster a second one queues behind
/// them. An update that is sent again takes a slot too many, and nobody is harmed.
/// </summary>
public sealed class DynamoPaceStore(IAmazonDynamoDB client, string table) : IPaceStore
{
    private const string NotHeld = $"(attribute_not_exists({IncidentTable.HeldUntil}) OR {IncidentTable.HeldUntil} <= :now)";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public async Task<Slot> TakeAsync(Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (reserved is null)
        {
            if (await FreeAsync(pace, now, cancellationToken))
            {
                return new Slot.Now();
            }

            if (await QueuedAsync(pace, horizon, now, cancellationToken) is { } slot)
            {
                return new Slot.Reserved(slot);
            }

            var state = await ReadAsync(pace, cancellationToken);
            if (IncidentTable.TimeOf(state, IncidentTable.HeldUntil) is { } until && until > now)
            {
                return new Slot.Held(until);
            }

            if (IncidentTable.TimeOf(state, IncidentTable.NextAt) is { } next && next > now + horizon)
            {
                return new Slot.Full(next - horizon);
            }
        }

        return IncidentTable.TimeOf(await ReadAsync(pace, cancellationToken), IncidentTable.HeldUntil) is { } held && held > now ? new Slot.Held(held)
            : reserved > now ? new Slot.Reserved(reserved.Value)
            : new Slot.Now();
    }

    public async Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var (set, moved) in new[] { ($"{IncidentTable.HeldUntil} = :until, {IncidentTable.NextAt} = :until", IncidentTable.NextAt), ($"{IncidentTable.HeldUntil} = :until", IncidentTable.HeldUntil) })
        {
            var done = await TryAsync(
                new UpdateItemRequest
                {
                    Key = IncidentTable.PaceKey(destination),
                    UpdateExpression = $"SET {set}, {TableLayout.ExpiresAt} = :expires",
                    ConditionExpression = $"attribute_not_exists({moved}) OR {moved} < :until",
                    ExpressionAttributeValues = new() { [":until"] = IncidentTable.Milliseconds(until), [":expires"] = IncidentTable.Seconds(until + Lifetime) },
                },
                cancellationToken);
            if (done is not null)
            {
                return;
            }
        }
    }

    private async Task<bool> FreeAsync(Pace pace, DateTimeOffset now, CancellationToken cancellationToken) => await TryAsync(
        new UpdateItemRequest
        {
            Key = IncidentTable.KeyOf(pace),
            UpdateExpression = $"SET {IncidentTable.NextAt} = :next, {TableLayout.ExpiresAt} = :expires",
            ConditionExpression = $"(attribute_not_exists({IncidentTable.NextAt}) OR {IncidentTable.NextAt} <= :now) AND {NotHeld}",
            ExpressionAttributeValues = new()
            {
                [":next"] = IncidentTable.Milliseconds(now + pace.Interval),
                [":now"] = IncidentTable.Milliseconds(now),
                [":expires"] = IncidentTable.Seconds(now + Lifetime),
            },
        },
        cancellationToken) is not null;

    private async Task<DateTimeOffset?> QueuedAsync(Pace pace, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var interval = (long)pace.Interval.TotalMilliseconds;
        var answer = await TryAsync(
            new UpdateItemRequest
            {
                Key = IncidentTable.KeyOf(pace),
                UpdateExpression = $"ADD {IncidentTable.NextAt} :interval",
                ConditionExpression = $"{IncidentTable.NextAt} > :now AND {IncidentTable.NextAt} <= :horizon AND {NotHeld}",
                ExpressionAttributeValues = new()
                {
                    [":interval"] = IncidentTable.Number(interval),
                    [":now"] = IncidentTable.Milliseconds(now),
                    [":horizon"] = IncidentTable.Milliseconds(now + horizon),
                },
                ReturnValues = ReturnValue.UPDATED_NEW,
            },
            cancellationToken);
        return answer is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer.Attributes[IncidentTable.NextAt].N, CultureInfo.InvariantCulture) - interval);
    }

    /// <summary>Null: the condition did not hold.</summary>
    private async Task<UpdateItemResponse?> TryAsync(UpdateItemRequest update, CancellationToken cancellationToken)
    {
        update.TableName = table;
        try
        {
            return await client.UpdateItemAsync(update, cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> ReadAsync(Pace pace, CancellationToken cancellationToken) =>
        (await client.GetItemAsync(new GetItemRequest { TableName = table, Key = IncidentTable.KeyOf(pace), ConsistentRead = true }, cancellationToken)).Item;
}
