using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests.Policies;

internal static class RolePolicies
{
    /// <summary>Actions that AWS lets nobody narrow down to a resource.</summary>
    private static readonly string[] OfNoResource = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::Lambda::Function", "Every function has a role of its own", (template, function) =>
            Template.Reference(function.Properties["Role"]) is { } role && template.Find(role) is not null && template.Functions.Count(other => Template.Reference(other.Properties["Role"]) == role) == 1),
        Policy.EachOf("AWS::IAM::Role", "No role has a policy that AWS manages", (_, role) => role.Properties["ManagedPolicyArns"] is null),
        Policy.EachOf("AWS::IAM::Role", "A role can be taken by one service", (_, role) =>
            role.Properties["AssumeRolePolicyDocument"]?["Statement"] is JsonArray { Count: 1 } statements && statements[0]!["Principal"]?["Service"] is JsonValue
            && statements[0]!["Effect"]?.GetValue<string>() == "Allow"),
        Policy.Each("A service takes a role for this account only", template => template.OfType("AWS::IAM::Role").Where(role => Template.ServiceOf(role.Properties["AssumeRolePolicyDocument"]!["Statement"]![0]!.AsObject()) != "lambda.amazonaws.com"), (_, role) =>
            role.Properties["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null),
        Policy.EachOf("AWS::IAM::Role", "Where one role has a boundary all have it", (template, role) =>
            template.OfType("AWS::IAM::Role").All(other => other.Properties["PermissionsBoundary"]?.ToJsonString() == role.Properties["PermissionsBoundary"]?.ToJsonString())),
        new("Nobody may do something to everything, but where AWS allows nothing else", template =>
            from one in template.Statements
            where one.Owner.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" && Template.Texts(one.Statement["Resource"]).Contains("*") && !Template.Texts(one.Statement["Action"]).All(OfNoResource.Contains)
            select $"{one.Owner}: {one.Statement.ToJsonString()}"),
        new("Nobody may do everything of a service", template =>
            from one in template.Statements
            from action in Template.Texts(one.Statement["Action"])
            where action.EndsWith(":*", StringComparison.Ordinal) && one.Statement["Effect"]!.GetValue<string>() == "Allow" && one.Owner.Type != "AWS::KMS::Key"
            select $"{one.Owner}: {action}"),
        Policy.EachOf("AWS::Lambda::Function", "A function may write to its own log and trace itself", (template, function) =>
            Allows(template, function, "logs:PutLogEvents", Template.Reference(function.At("LoggingConfig.LogGroup"))) && Allows(template, function, "logs:CreateLogStream", Template.Reference(function.At("LoggingConfig.LogGroup")))
            && Allows(template, function, "xray:PutTraceSegments", null) && Allows(template, function, "xray:PutTelemetryRecords", null)),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "A function may take from its queues", (template, mapping) =>
            ((string[])["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"])
                .All(action => Allows(template, template.Find(Template.Reference(mapping.Properties["FunctionName"]))!, action, Template.Reference(mapping.Properties["EventSourceArn"])))),
        new("The operators' policy lets nobody touch an incident", template =>
            from policy in template.OfType("AWS::IAM::ManagedPolicy")
            from statement in policy.Properties["PolicyDocument"]!["Statement"]!.AsArray()
            where Template.Texts(statement!["Action"]).Any(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
                && (statement["Condition"]?["ForAllValues:StringLike"]?["dynamodb:LeadingKeys"]?.GetValue<string>() != "operator#*" || statement["Condition"]?["Null"]?["dynamodb:LeadingKeys"]?.GetValue<string>() != "false")
            select policy.ToString()),
        new("The operators' policy is there, and is nobody's yet", template => template.OfType("AWS::IAM::ManagedPolicy") is [var policy]
            && policy.Properties["Roles"] is null && policy.Properties["Users"] is null && policy.Properties["Groups"] is null && policy.Properties["PolicyDocument"]!["Statement"]!.AsArray().Any(statement => Template.Texts(statement!["Action"]).Contains("dynamodb:PutItem")) ? [] : ["no policy of operators"]),
        new("A user of the stack may do nothing by himself", template =>
            from user in template.OfType("AWS::IAM::User")
            where user.Properties["Policies"] is not null || user.Properties["ManagedPolicyArns"] is not null || user.Properties["Groups"] is not null || user.Properties["LoginProfile"] is not null
                || template.All.Any(policy => Template.Many(policy.Properties["Users"]).Any(one => Template.Reference(one) == user.Id))
            select user.ToString()),
        new("No access key is made", template => template.OfType("AWS::IAM::AccessKey").Select(key => key.ToString())),
        new("No secret is made: the value would be in the template's history", template => template.OfType("AWS::SecretsManager::Secret").Select(secret => secret.ToString())),
    ];

    private static bool Allows(Template template, Resource function, string action, string? resource) => template.StatementsOf(function).Any(statement =>
        Template.Texts(statement["Action"]).Contains(action) && (resource is null || Template.Many(statement["Resource"]).Any(one => Template.Reference(one) == resource)));
}
