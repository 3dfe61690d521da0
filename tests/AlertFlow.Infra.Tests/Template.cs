using System.Text.Json.Nodes;
using AlertFlow.Channels;
using AlertFlow.Deployment;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Tests;

/// <summary>A synthesised template, as CloudFormation would be given it.</summary>
/// <param name="json">The template.</param>
/// <param name="sources">The sources that it was made for.</param>
public sealed class Template(JsonObject json, IReadOnlyList<Source> sources)
{
    public JsonObject Json { get; } = json;

    public IReadOnlyList<Source> Sources { get; } = sources;

    public IReadOnlyList<Resource> All { get; } =
        [.. json["Resources"]!.AsObject().Select(resource => new Resource(resource.Key, resource.Value!.AsObject()))];

    /// <summary>The functions of AlertFlow.</summary>
    public IReadOnlyList<Resource> Functions => OfType("AWS::Lambda::Function");

    public IReadOnlyList<Resource> Queues => OfType("AWS::SQS::Queue");

    /// <summary>Queues that others put messages aside into.</summary>
    public IReadOnlyList<Resource> DeadLetterQueues => [.. Queues.Where(queue => queue.Properties["RedrivePolicy"] is null)];

    /// <summary>The ingest of each source that has a function in the template.</summary>
    public IReadOnlyList<Ingest> Ingests =>
    [
        .. from source in Sources
           from function in Functions
           where function.Row == source.Name
           select new Ingest(source, function, MappingsOf(function).FirstOrDefault()?.Properties["EventSourceArn"]),
    ];

    /// <summary>The wake-up queues of the channels, as the functions are told of them.</summary>
    public IReadOnlyList<Resource> WakeUpQueues(bool urgent) =>
    [
        .. Channel.All.Select(channel => Setting.Queue(channel.Name, urgent).Name)
            .SelectMany(setting => Functions.Select(function => Reference(function.Variable(setting))))
            .Distinct()
            .Select(Find)
            .OfType<Resource>(),
    ];

    /// <summary>Every statement of every policy, with its owner.</summary>
    public IEnumerable<(Resource Owner, JsonObject Statement)> Statements =>
        from resource in All
        from property in (string[])["PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument"]
        where resource.Properties[property] is not null
        from statement in resource.Properties[property]!["Statement"]!.AsArray()
        select (resource, statement!.AsObject());

    /// <summary>Returns another template for the same sources.</summary>
    public Template With(JsonObject other) => new(other, Sources);

    public IReadOnlyList<Resource> OfType(string type) => [.. All.Where(resource => resource.Type == type)];

    public Resource? Find(string? id) => All.FirstOrDefault(resource => resource.Id == id);

    /// <summary>The mappings by which a function takes from its queues.</summary>
    public IEnumerable<Resource> MappingsOf(Resource function) =>
        OfType("AWS::Lambda::EventSourceMapping").Where(mapping => Reference(mapping.Properties["FunctionName"]) == function.Id);

    /// <summary>The statements of a function's role.</summary>
    public IEnumerable<JsonObject> StatementsOf(Resource function) => StatementsOf(Reference(function.Properties["Role"]));

    /// <summary>The statements of a role's policies.</summary>
    public IEnumerable<JsonObject> StatementsOf(string? role) => Statements
        .Where(one => one.Owner.Type == "AWS::IAM::Policy" && Many(one.Owner.Properties["Roles"]).Any(other => Reference(other) == role))
        .Select(one => one.Statement);

    /// <summary>The id of the resource that a <c>Ref</c> or <c>Fn::GetAtt</c> names, also where it is joined with other text.</summary>
    public static string? Reference(JsonNode? node) => node switch
    {
        JsonObject value when value["Ref"] is { } reference => reference.GetValue<string>(),
        JsonObject value when value["Fn::GetAtt"] is JsonArray attribute => attribute[0]!.GetValue<string>(),
        JsonObject value when value["Fn::Join"] is JsonArray join => join[1]!.AsArray().Select(Reference)
            .FirstOrDefault(id => id is not null && !id.StartsWith("AWS::", StringComparison.Ordinal)),
        _ => null,
    };

    /// <summary>The service that a statement names as its principal; null: the principal is not a service.</summary>
    public static string? ServiceOf(JsonObject statement) =>
        statement["Principal"] is JsonObject principal && principal["Service"] is JsonValue service ? service.GetValue<string>() : null;

    /// <summary>One text or many, as policies write both.</summary>
    public static IReadOnlyList<JsonNode> Many(JsonNode? node) =>
        node is JsonArray array ? [.. array.Select(item => item!)] : node is null ? [] : [node];

    public static IReadOnlyList<string> Texts(JsonNode? node) =>
        [.. Many(node).Select(item => item is JsonValue ? item.GetValue<string>() : item.ToJsonString())];
}

/// <summary>The part of a template that takes one source's events.</summary>
/// <param name="Source">The row of the catalogue.</param>
/// <param name="Function">The function that takes them.</param>
/// <param name="Queue">The ARN of the queue that it takes them from, the stack's own or an existing one.</param>
public sealed record Ingest(Source Source, Resource Function, JsonNode? Queue)
{
    public override string ToString() => $"{Source.Name}: {Function}";
}

/// <summary>A resource of a template.</summary>
public sealed record Resource(string Id, JsonObject Json)
{
    public string Type => Json[nameof(Type)]!.GetValue<string>();

    public JsonObject Properties => Json[nameof(Properties)] as JsonObject ?? [];

    /// <summary>The row of the function catalogue that a function runs.</summary>
    public string? Row => Variable(Setting.FunctionName)?.GetValue<string>();

    /// <summary>An environment variable of a function.</summary>
    public JsonNode? Variable(string name) => Properties["Environment"]?["Variables"]?[name];

    /// <summary>A value of a property, by its path with dots.</summary>
    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Properties, (node, name) => (node as JsonObject)?[name]);

    /// <summary>The text of a property, by its path with dots; null where it is not a text.</summary>
    public string? Text(string path) => At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public double? Number(string path) => At(path)?.GetValue<double>();

    public bool IsOn(string path) => At(path)?.GetValue<bool>() is true;

    public override string ToString() => $"{Id} ({Type})";
}
