using AlertFlow.Infra.Delivery;
using AlertFlow.Infra.Functions;

namespace AlertFlow.Infra.Security;

/// <summary>Which function may do what with the table, the records and the wake-up queues: the calls that it makes, and no other.</summary>
internal static class StoreAccess
{
    public static void Grant(AlertFlowStack stack, IReadOnlyList<ChannelQueues> queues)
    {
        string[] wakeUps = [.. queues.SelectMany(queue => (string[])[queue.Urgent.QueueArn, queue.Normal.QueueArn])];
        AlertFlowFunction[] ingests = [.. stack.Sources.Select(source => source.Function)];
        AlertFlowFunction[] couriers = [.. stack.Channels.Select(channel => channel.Function)];
        AlertFlowFunction[] all = [.. ingests, .. couriers, stack.Sweep.Function];

        foreach (var function in ingests)
        {
            // The attempts at suspect messages are counted, and forgotten.
            function.Allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], stack.Store.Table.TableArn);
        }

        foreach (var function in couriers)
        {
            // Leases and slots are updates; what else was told of a key is a query.
            function.Allow(["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Query"], stack.Store.Table.TableArn);
        }

        stack.Sweep.Function.Allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], stack.Store.Table.TableArn);
        stack.Sweep.Function.Allow(["dynamodb:Query"], stack.Store.IndexArn);
        stack.Sweep.Function.Allow(["s3:PutObject"], stack.Records.Bucket.ArnForObjects("incidents/*"));
        foreach (var function in all)
        {
            function.Allow(["sqs:SendMessage"], wakeUps);
            if (stack.Encryption.IsForAll)
            {
                function.MayUse(stack.Encryption.Key);
            }
        }
    }
}
