using System.Globalization;
using AlertFlow.Aws.Queues;
using AlertFlow.Deployment;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.DynamoDb;

/// <summary>Attempts in DynamoDB: one counter a message.</summary>
public sealed class DynamoAttemptStore(IAmazonDynamoDB client, string table) : IAttemptStore
{
    public async Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await client.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = table,
                Key = IncidentTable.AttemptKey(messageId),
                UpdateExpression = $"ADD {IncidentTable.Attempts} :one SET {TableLayout.ExpiresAt} = :expires",
                ExpressionAttributeValues = new() { [":one"] = IncidentTable.Number(1), [":expires"] = IncidentTable.Seconds(now + IncidentTable.DeliveryLifetime) },
                ReturnValues = ReturnValue.UPDATED_NEW,
            },
            cancellationToken);
        return Count(answer.Attributes);
    }

    public Task EndAsync(string messageId, CancellationToken cancellationToken) =>
        client.DeleteItemAsync(new DeleteItemRequest { TableName = table, Key = IncidentTable.AttemptKey(messageId) }, cancellationToken);

    public async Task<int> OfAsync(string messageId, CancellationToken cancellationToken) =>
        Count((await client.GetItemAsync(new GetItemRequest { TableName = table, Key = IncidentTable.AttemptKey(messageId), ConsistentRead = true }, cancellationToken)).Item);

    private static int Count(Dictionary<string, AttributeValue>? item) =>
        int.TryParse(item?.GetValueOrDefault(IncidentTable.Attempts)?.N, NumberStyles.Integer, CultureInfo.InvariantCulture, out var attempts) ? attempts : 0;
}
