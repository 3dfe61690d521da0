using System.Globalization;
using AlertFlow.Deployment;
using AlertFlow.Sources;
using Amazon.CloudFormation;
using Amazon.GuardDuty.Model;
using Amazon.Runtime;

namespace AlertFlow.Cli.Doctor;

/// <summary>Checks the parts of a deployment, each by itself: a part that cannot be read is reported, and the rest goes on.</summary>
internal sealed class Examination(Clients clients)
{
    private const string Enabled = "ENABLED";

    /// <returns>The stack, null if it cannot be read, and the result of the check.</returns>
    public async Task<(Stack? Stack, Check Check)> StackAsync(string name, CancellationToken cancellationToken)
    {
        const string part = "stack";
        try
        {
            var answer = await clients.CloudFormation.DescribeStacksAsync(new() { StackName = name }, cancellationToken);
            var found = answer.Stacks[0];
            if (found.StackId.Split(':') is not ["arn", var partition, _, var region, var account, ..])
            {
                return (
                    null, Check.Wrong(part, $"{name} has no ARN for its id: {found.StackId}", "look at it in the console", Heading.Stack));
            }

            var stack = new Stack(
                name,
                partition,
                region,
                account,
                found.StackStatus.Value,
                (found.Outputs ?? []).ToDictionary(output => output.OutputKey, output => output.OutputValue, StringComparer.Ordinal));
            var seen = $"{name} in {region} of {account}: {stack.Status}, configuration {stack[StackOutput.ConfigVersion] ?? "unknown"}";
            return stack switch
            {
                { Missing: { Count: > 0 } missing } => (
                    null,
                    Check.Wrong(
                        part,
                        $"{seen}; it has no output {string.Join(", ", missing)}",
                        "deploy it with this version of AlertFlow",
                        Heading.Stack)),
                { Status: "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" or "IMPORT_COMPLETE" } =>
                    (stack, Check.Well(part, seen)),
                _ => (stack, Check.Wrong(part, seen, "see its events in the console, and deploy again", Heading.Stack)),
            };
        }
        catch (AmazonCloudFormationException exception) when (exception.ErrorCode is "ValidationError")
        {
            return (
                null, Check.Wrong(part, exception.Message, "name the stack as it was deployed, in its region and account", Heading.Stack));
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return (null, Unasked(part, exception, Heading.Stack));
        }
    }

    /// <summary>Runs every check that sends nothing.</summary>
    public async Task<IReadOnlyList<Check>> PartsAsync(Stack stack, CancellationToken cancellationToken)
    {
        List<Task<Check>> parts =
        [
            TryAsync("table", Heading.Table, () => TableAsync(stack, cancellationToken)),
            .. stack.Queues.Select(queue => TryAsync(
                queue.Output, Heading.Queues, () => QueueAsync(stack, queue.Output, queue.HoldsDeadLetters, cancellationToken))),
        ];
        if (stack.Sources.Any(source => source.Trigger is SourceTrigger.EventBridge { EventSource: "aws.guardduty" }))
        {
            parts.Insert(0, TryAsync("detector", Heading.Detector, () => DetectorAsync(stack, cancellationToken)));
        }

        if (stack[StackOutput.SlackSecret] is { Length: > 0 } secret)
        {
            parts.Add(TryAsync("secret", Heading.Secret, () => SecretAsync(secret, cancellationToken)));
        }

        return await Task.WhenAll(parts);
    }

    private async Task<Check> DetectorAsync(Stack stack, CancellationToken cancellationToken)
    {
        if ((await clients.GuardDuty.ListDetectorsAsync(new ListDetectorsRequest(), cancellationToken)).DetectorIds is not [var id, ..])
        {
            return Check.Wrong(
                "detector",
                $"GuardDuty is off in {stack.Region}",
                $"aws guardduty create-detector --enable --region {stack.Region}, with Runtime Monitoring",
                Heading.Detector);
        }

        var detector = await clients.GuardDuty.GetDetectorAsync(new GetDetectorRequest { DetectorId = id }, cancellationToken);
        var frequency = detector.FindingPublishingFrequency?.Value;
        var runtime = (detector.Features ?? []).FirstOrDefault(feature => feature.Name?.Value is "RUNTIME_MONITORING");
        var seen =
            $"{id} is {detector.Status?.Value}, publishes every {frequency}, Runtime Monitoring is {runtime?.Status?.Value ?? "DISABLED"}";
        if (detector.Status?.Value is not Enabled)
        {
            return Check.Wrong("detector", seen, $"aws guardduty update-detector --detector-id {id} --enable", Heading.Detector);
        }

        if (stack[StackOutput.PublishingFrequency] is { Length: > 0 } configured && configured != frequency)
        {
            return Check.Wrong(
                "detector",
                $"{seen}; the stack is configured for {configured}",
                "set guardduty_publishing_frequency to what the detector has and deploy, or set the detector: "
                    + $"aws guardduty update-detector --detector-id {id} --finding-publishing-frequency {configured}",
                Heading.Detector);
        }

        return runtime?.Status?.Value is Enabled
            ? Check.Well("detector", seen)
            : Check.Wrong(
                "detector",
                seen,
                "turn on Runtime Monitoring with agent management for ECS on Fargate: "
                    + "without it GuardDuty does not see what runs in containers",
                Heading.Detector);
    }

    private async Task<Check> TableAsync(Stack stack, CancellationToken cancellationToken)
    {
        var name = stack[StackOutput.Table]!; // Stack.Missing has checked it.
        var table = (await clients.DynamoDb.DescribeTableAsync(name, cancellationToken)).Table;
        return table.TableStatus.Value is "ACTIVE" or "UPDATING"
            ? Check.Well("table", $"{name} is {table.TableStatus.Value}")
            : Check.Wrong(
                "table",
                $"{name} is {table.TableStatus.Value}",
                "wait until it is ACTIVE; a table that is being deleted has to be restored",
                Heading.Table);
    }

    private async Task<Check> QueueAsync(Stack stack, string output, bool holdsDeadLetters, CancellationToken cancellationToken)
    {
        var waiting = await WaitingAsync(stack[output]!, cancellationToken); // Stack.Missing has checked it.
        return !holdsDeadLetters || waiting == 0
            ? Check.Well(output, string.Create(CultureInfo.InvariantCulture, $"{waiting} waiting"))
            : Check.Wrong(
                output,
                string.Create(CultureInfo.InvariantCulture, $"{waiting} dead letters"),
                "read their reasons, mend what they say, and redrive them",
                Heading.DeadLetters);
    }

    /// <summary>Returns the approximate number of visible messages.</summary>
    public async Task<int> WaitingAsync(string queue, CancellationToken cancellationToken) =>
        (await CountsAsync(queue, cancellationToken)).Visible;

    public async Task<(int Visible, int InFlight)> CountsAsync(string queue, CancellationToken cancellationToken)
    {
        var attributes = await clients.Sqs.GetQueueAttributesAsync(
            queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
        return (attributes.ApproximateNumberOfMessages, attributes.ApproximateNumberOfMessagesNotVisible);
    }

    private async Task<Check> SecretAsync(string name, CancellationToken cancellationToken)
    {
        var secret = await clients.SecretsManager.DescribeSecretAsync(new() { SecretId = name }, cancellationToken);
        return (secret.VersionIdsToStages ?? []).Values.Any(stages => stages.Contains("AWSCURRENT"))
            ? Check.Well("secret", $"{name} is there, and has a value")
            : Check.Wrong(
                "secret", $"{name} has no value", "put the bot token, or the address of the incoming webhook, into it", Heading.Secret);
    }

    private static async Task<Check> TryAsync(string part, string heading, Func<Task<Check>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return Unasked(part, exception, heading);
        }
    }

    public static Check Unasked(string part, Exception exception, string heading) => Check.Wrong(
        part,
        exception is AmazonServiceException { ErrorCode: { Length: > 0 } code }
            ? $"cannot be looked at: {code}: {exception.Message}"
            : $"cannot be looked at: {exception.Message}",
        "see that it exists, and that you may look at it",
        heading);
}
