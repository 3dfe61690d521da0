using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using AlertFlow.Sources;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>Lets a product write to its queue and do nothing else anywhere.</summary>
internal static class QueueWriter
{
    /// <summary>Lets the product send, and look the queue up by its name: Sysdig asks for both.</summary>
    /// <seealso href="https://docs.sysdig.com/en/forwarding-to-amazon-sqs.html"/>
    public static void Bind(Construct scope, Source source, IQueue queue, DeploymentSettings settings, Encryption encryption)
    {
        IPrincipal writer = settings.Existing.Principals.TryGetValue(source.Name, out var arn)
            ? new ArnPrincipal(arn)
            : new ArnPrincipal(new User(scope, "Writer").UserArn); // The user has no policy and no access key: the operator makes a key.
        queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Writer",
            Principals = [writer],
            Actions = ["sqs:SendMessage", "sqs:GetQueueUrl"],
            Resources = [queue.QueueArn],
        }));
        if (encryption.IsForAll)
        {
            encryption.Key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
            {
                Sid = $"{source.Title}Writer",
                Principals = [writer],
                Actions = ["kms:GenerateDataKey", "kms:Decrypt"],
                Resources = ["*"],
            }));
        }
    }
}
