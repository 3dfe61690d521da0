using AlertFlow.Aws.Queues;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static AlertFlow.Aws.DynamoDb.IncidentTable;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>Counts attempts in DynamoDB: one counter for each message.</summary>
public sealed class DynamoAttemptStore(IAmazonDynamoDB client, string table) : IAttemptStore
{
    public async Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await client.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = table,
                Key = AttemptKey(messageId),
                UpdateExpression = $"ADD {Attempts} :one SET {TableLayout.ExpiresAt} = :expires",
                ExpressionAttributeValues = new() { [":one"] = Number(1), [":expires"] = Seconds(now + DeliveryLifetime) },
                ReturnValues = ReturnValue.UPDATED_NEW,
            },
            cancellationToken);
        return NumberIn(answer.Attributes);
    }

    public Task EndAsync(string messageId, CancellationToken cancellationToken) =>
        client.DeleteItemAsync(new DeleteItemRequest { TableName = table, Key = AttemptKey(messageId) }, cancellationToken);

    public async Task<int> CountAsync(string messageId, CancellationToken cancellationToken) =>
        NumberIn(await client.ReadAsync(table, AttemptKey(messageId), cancellationToken));

    private static int NumberIn(Dictionary<string, AttributeValue>? item) =>
        (int)(NumberOf(item, Attempts) ?? 0);
}
