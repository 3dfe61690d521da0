using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

// One read for each event, and an empty answer.
using var dynamoDb = new AmazonDynamoDBClient();
var table = Environment.GetEnvironmentVariable("ALERTFLOW_TABLE");
await LambdaBootstrapBuilder.Create(async (Stream _, ILambdaContext _) =>
{
    await dynamoDb.GetItemAsync(table, new() { ["pk"] = new() { S = "nothing" }, ["sk"] = new() { S = "item" } });
    return (Stream)new MemoryStream("{}"u8.ToArray());
}).Build().RunAsync();
