using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static AlertFlow.Aws.DynamoDb.IncidentTable;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>
/// Keeps the slots of destinations in DynamoDB. One conditional update takes a free slot; where others were faster, a second one
/// reserves the next. An update that is sent twice takes one slot too many, which does no harm.
/// </summary>
public sealed class DynamoPaceStore(IAmazonDynamoDB client, string table) : IPaceStore
{
    private const string NotHeld = $"(attribute_not_exists({HeldUntil}) OR {HeldUntil} <= :now)";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public async Task<Slot> TakeAsync(
        Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (reserved is null)
        {
            if (await TakeFreeAsync(pace, now, cancellationToken))
            {
                return new Slot.Now();
            }

            if (await ReserveNextAsync(pace, horizon, now, cancellationToken) is { } slot)
            {
                return new Slot.Reserved(slot);
            }

            var state = await client.ReadAsync(table, KeyOf(pace), cancellationToken);
            if (TimeOf(state, HeldUntil) is { } until && until > now)
            {
                return new Slot.Held(until);
            }

            if (TimeOf(state, NextAt) is { } next && next > now + horizon)
            {
                return new Slot.Full(next - horizon);
            }
        }

        var heldUntil = TimeOf(await client.ReadAsync(table, KeyOf(pace), cancellationToken), HeldUntil);
        return heldUntil > now ? new Slot.Held(heldUntil.Value)
            : reserved > now ? new Slot.Reserved(reserved.Value)
            : new Slot.Now();
    }

    public async Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var held = $"{HeldUntil} = :until";
        foreach (var (set, moved) in new[] { ($"{held}, {NextAt} = :until", NextAt), (held, HeldUntil) })
        {
            var done = await TryAsync(
                new UpdateItemRequest
                {
                    Key = PaceKey(destination),
                    UpdateExpression = $"SET {set}, {TableLayout.ExpiresAt} = :expires",
                    ConditionExpression = $"attribute_not_exists({moved}) OR {moved} < :until",
                    ExpressionAttributeValues = new() { [":until"] = Milliseconds(until), [":expires"] = Seconds(until + Lifetime) },
                },
                cancellationToken);
            if (done is not null)
            {
                return;
            }
        }
    }

    private async Task<bool> TakeFreeAsync(Pace pace, DateTimeOffset now, CancellationToken cancellationToken) => await TryAsync(
        new UpdateItemRequest
        {
            Key = KeyOf(pace),
            UpdateExpression = $"SET {NextAt} = :next, {TableLayout.ExpiresAt} = :expires",
            ConditionExpression = $"(attribute_not_exists({NextAt}) OR {NextAt} <= :now) AND {NotHeld}",
            ExpressionAttributeValues = new()
            {
                [":next"] = Milliseconds(now + pace.Interval),
                [":now"] = Milliseconds(now),
                [":expires"] = Seconds(now + Lifetime),
            },
        },
        cancellationToken) is not null;

    private async Task<DateTimeOffset?> ReserveNextAsync(
        Pace pace, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var interval = (long)pace.Interval.TotalMilliseconds;
        var answer = await TryAsync(
            new UpdateItemRequest
            {
                Key = KeyOf(pace),
                UpdateExpression = $"ADD {NextAt} :interval",
                ConditionExpression = $"{NextAt} > :now AND {NextAt} <= :horizon AND {NotHeld}",
                ExpressionAttributeValues = new()
                {
                    [":interval"] = Number(interval),
                    [":now"] = Milliseconds(now),
                    [":horizon"] = Milliseconds(now + horizon),
                },
                ReturnValues = ReturnValue.UPDATED_NEW,
            },
            cancellationToken);
        return answer is null
            ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer.Attributes[NextAt].N, CultureInfo.InvariantCulture) - interval);
    }

    /// <summary>Updates, or returns null where the condition does not hold.</summary>
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
}
