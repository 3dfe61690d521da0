using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests;

/// <summary>A synthesised template, as CloudFormation would be given it.</summary>
public sealed class Template(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public IReadOnlyList<Resource> All { get; } = [.. json["Resources"]!.AsObject().Select(resource => new Resource(resource.Key, resource.Value!.AsObject()))];

    public IReadOnlyList<Resource> OfType(string type) => [.. All.Where(resource => resource.Type == type)];

    public Resource? Find(string? id) => All.FirstOrDefault(resource => resource.Id == id);

    /// <summary>The functions of AlertFlow.</summary>
    public IReadOnlyList<Resource> Functions => OfType("AWS::Lambda::Function");

    public IReadOnlyList<Resource> Queues => OfType("AWS::SQS::Queue");

    /// <summary>Queues that others put aside into.</summary>
    public IReadOnlyList<Resource> DeadLetterQueues => [.. Queues.Where(queue => queue.Properties["RedrivePolicy"] is null)];

    /// <summary>Every statement of every policy, with what it belongs to.</summary>
    public IEnumerable<(Resource Owner, JsonObject Statement)> Statements =>
        from resource in All
        from document in new[] { resource.Properties["PolicyDocument"], resource.Properties["KeyPolicy"], resource.Properties["AssumeRolePolicyDocument"] }
        where document is not null
        from statement in document["Statement"]!.AsArray()
        select (resource, statement!.AsObject());

    /// <summary>The statements of a function's role.</summary>
    public IEnumerable<JsonObject> StatementsOf(Resource function)
    {
        var role = Reference(function.Properties["Role"]);
        return Statements.Where(one => one.Owner.Type == "AWS::IAM::Policy" && one.Owner.Properties["Roles"]!.AsArray().Any(other => Reference(other) == role)).Select(one => one.Statement);
    }

    /// <summary>The id of the resource that a <c>Ref</c> or <c>Fn::GetAtt</c> names, also where it is joined with other text.</summary>
    public static string? Reference(JsonNode? node) => node switch
    {
        JsonObject value when value["Ref"] is { } reference => reference.GetValue<string>(),
        JsonObject value when value["Fn::GetAtt"] is JsonArray attribute => attribute[0]!.GetValue<string>(),
        JsonObject value when value["Fn::Join"] is JsonArray join => join[1]!.AsArray().Select(Reference).FirstOrDefault(id => id is not null && !id.StartsWith("AWS::", StringComparison.Ordinal)),
        _ => null,
    };

    /// <summary>The service that a statement is about; null: it is about somebody else.</summary>
    public static string? ServiceOf(JsonObject statement) => statement["Principal"] is JsonObject principal && principal["Service"] is JsonValue service ? service.GetValue<string>() : null;

    /// <summary>One text or many, as policies write both.</summary>
    public static IReadOnlyList<JsonNode> Many(JsonNode? node) => node is JsonArray array ? [.. array.Select(item => item!)] : node is null ? [] : [node];

    public static IReadOnlyList<string> Texts(JsonNode? node) => [.. Many(node).Select(item => item is JsonValue ? item.GetValue<string>() : item.ToJsonString())];
}

/// <summary>A resource of a template.</summary>
public sealed record Resource(string Id, JsonObject Json)
{
    public string Type => Json[nameof(Type)]!.GetValue<string>();

    public JsonObject Properties => Json[nameof(Properties)] as JsonObject ?? [];

    /// <summary>An environment variable of a function.</summary>
    public JsonNode? Variable(string name) => Properties["Environment"]?["Variables"]?[name];

    /// <summary>A value of a property, by its path with dots.</summary>
    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Properties, (node, name) => (node as JsonObject)?[name]);

    public override string ToString() => $"{Id} ({Type})";
}
