using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>Queues that are encrypted, refuse plain HTTP, and keep messages for as long as SQS can.</summary>
internal static class GuardedQueue
{
    private static readonly Duration Longest = Duration.Days(14);

    public static Queue DeadLetters(Construct scope, string id, Encryption encryption)
    {
        var queue = new Queue(scope, id, new QueueProps
        {
            Encryption = EncryptionOf(encryption),
            EncryptionMasterKey = encryption.KeyForAll,
            EnforceSSL = true,
            RetentionPeriod = Longest,
        });
        queue.Suppress(
            ("AwsSolutions-SQS3", "It is the dead-letter queue itself, though the queue that it serves may be somebody else's"),
            ("Serverless-SQSRedrivePolicy", "It is the dead-letter queue itself; an alarm tells of its first message"));
        return queue;
    }

    /// <param name="scope">The parent construct.</param>
    /// <param name="id">The queue's name there.</param>
    /// <param name="encryption">The stack's.</param>
    /// <param name="functionTimeout">The timeout of the function that takes its messages.</param>
    /// <param name="deadLetters">The queue of messages that were received too often.</param>
    /// <param name="maxReceiveCount">The number of times that a message may be received.</param>
    public static Queue Of(
        Construct scope, string id, Encryption encryption, Duration functionTimeout, IQueue deadLetters, int maxReceiveCount) =>
        new(scope, id, new QueueProps
        {
            Encryption = EncryptionOf(encryption),
            EncryptionMasterKey = encryption.KeyForAll,
            EnforceSSL = true,
            RetentionPeriod = Longest,
            VisibilityTimeout = Duration.Seconds(AlertFlowFunction.VisibilityFactor * functionTimeout.ToSeconds()),
            DeadLetterQueue = new DeadLetterQueue { Queue = deadLetters, MaxReceiveCount = maxReceiveCount },
        });

    private static QueueEncryption EncryptionOf(Encryption encryption) =>
        encryption.IsForAll ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED;
}
