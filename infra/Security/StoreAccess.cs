using AlertFlow.Infra.Delivery;
using AlertFlow.Infra.Functions;

namespace AlertFlow.Infra.Security;

/// <summary>Permissions on the table, the records and the wake-up queues: each function may make its own calls, and no other.</summary>
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
            // The last two count the attempts at suspect messages, and forget them.
            string[] actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];
            function.Allow(actions, stack.Store.Table.TableArn);
        }

        foreach (var function in couriers)
        {
            // An update takes a lease or a slot; a query finds what else was sent about a key.
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
