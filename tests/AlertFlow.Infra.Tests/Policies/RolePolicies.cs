using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests.Policies;

internal static class RolePolicies
{
    /// <summary>Actions that AWS does not narrow down to a resource.</summary>
    private static readonly string[] OfNoResource = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    private static readonly string[] OfLog = ["logs:CreateLogStream", "logs:PutLogEvents"];

    private static readonly string[] OfQueue =
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];

    private static readonly string[] OfUser = ["Policies", "ManagedPolicyArns", "Groups", "LoginProfile"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::Lambda::Function", "Every function has a role of its own", (template, function) =>
            Template.Reference(function.At("Role")) is { } role && template.Find(role) is not null
            && template.Functions.Count(other => Template.Reference(other.At("Role")) == role) == 1),
        Policy.EachOf("AWS::IAM::Role", "No role has a policy that AWS manages", (_, role) => role.At("ManagedPolicyArns") is null),
        Policy.EachOf("AWS::IAM::Role", "A role can be taken by one service", (_, role) =>
            role.At("AssumeRolePolicyDocument.Statement") is JsonArray { Count: 1 } && Trust(role)["Principal"]?["Service"] is JsonValue
            && Trust(role)["Effect"]?.GetValue<string>() == "Allow"),
        Policy.Each(
            "A service takes a role for this account only",
            template => template.OfType("AWS::IAM::Role").Where(role => Template.ServiceOf(Trust(role)) != "lambda.amazonaws.com"),
            (_, role) => Trust(role)["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null),
        Policy.EachOf("AWS::IAM::Role", "Where one role has a boundary all have it", (template, role) =>
            template.OfType("AWS::IAM::Role").All(other =>
                JsonNode.DeepEquals(other.At("PermissionsBoundary"), role.At("PermissionsBoundary")))),
        new("Nobody may do something to everything, but where AWS allows nothing else", template =>
            from one in template.Statements
            where one.Owner.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy"
                && Template.Texts(one.Statement["Resource"]).Contains("*")
                && !Template.Texts(one.Statement["Action"]).All(OfNoResource.Contains)
            select $"{one.Owner}: {one.Statement.ToJsonString()}"),
        new("Nobody may do everything of a service", template =>
            from one in template.Statements
            where one.Statement["Effect"]!.GetValue<string>() == "Allow" && one.Owner.Type != "AWS::KMS::Key"
            from action in Template.Texts(one.Statement["Action"])
            where action.EndsWith(":*", StringComparison.Ordinal)
            select $"{one.Owner}: {action}"),
        Policy.EachOf("AWS::Lambda::Function", "A function may write to its own log and trace itself", (template, function) =>
            OfLog.All(action => Allows(template, function, action, Template.Reference(function.At("LoggingConfig.LogGroup"))))
            && OfNoResource.All(action => Allows(template, function, action, null))),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "A function may take from its queues", (template, mapping) =>
            template.Find(Template.Reference(mapping.At("FunctionName"))) is { } function
            && OfQueue.All(action => Allows(template, function, action, Template.Reference(mapping.At("EventSourceArn"))))),
        new("The operators' policy lets nobody touch an incident", template =>
            from policy in template.OfType("AWS::IAM::ManagedPolicy")
            from statement in policy.At("PolicyDocument.Statement")!.AsArray()
            where Template.Texts(statement!["Action"]).Any(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
                && (statement["Condition"]?["ForAllValues:StringLike"]?["dynamodb:LeadingKeys"]?.GetValue<string>() != "operator#*"
                    || statement["Condition"]?["Null"]?["dynamodb:LeadingKeys"]?.GetValue<string>() != "false")
            select policy.ToString()),
        new("The operators' policy is there, and is nobody's yet", template => template.OfType("AWS::IAM::ManagedPolicy") is [var policy]
            && policy.At("Roles") is null && policy.At("Users") is null && policy.At("Groups") is null
            && policy.At("PolicyDocument.Statement")!.AsArray()
                .Any(statement => Template.Texts(statement!["Action"]).Contains("dynamodb:PutItem"))
                ? [] : ["no policy of operators"]),
        new("A user of the stack has no permission of his own", template =>
            from user in template.OfType("AWS::IAM::User")
            where OfUser.Any(property => user.At(property) is not null)
                || template.All.Any(policy => Template.Many(policy.At("Users")).Any(one => Template.Reference(one) == user.Id))
            select user.ToString()),
        new("No access key is made", template => template.OfType("AWS::IAM::AccessKey").Select(key => key.ToString())),
        new("No secret is made: the value would be in the template's history", template =>
            template.OfType("AWS::SecretsManager::Secret").Select(secret => secret.ToString())),
    ];

    /// <summary>The first statement about who may take a role.</summary>
    private static JsonObject Trust(Resource role) => role.At("AssumeRolePolicyDocument.Statement")![0]!.AsObject();

    private static bool Allows(Template template, Resource function, string action, string? resource) =>
        template.StatementsOf(function).Any(statement => Template.Texts(statement["Action"]).Contains(action)
            && (resource is null || Template.Many(statement["Resource"]).Any(one => Template.Reference(one) == resource)));
}
