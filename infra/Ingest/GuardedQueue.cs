using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>Queues that are encrypted, refuse plain HTTP, and keep what they have for as long as SQS does.</summary>
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
        queue.Argue(
            ("AwsSolutions-SQS3", "It is the dead-letter queue itself, though the queue that it serves may be somebody else's"),
            ("Serverless-SQSRedrivePolicy", "It is the dead-letter queue itself; an alarm tells of its first message"));
        return queue;
    }

    /// <param name="scope">Where it belongs.</param>
    /// <param name="id">Its name there.</param>
    /// <param name="encryption">The stack's.</param>
    /// <param name="functionTimeout">Of the function that takes its messages.</param>
    /// <param name="deadLetters">Where a message goes that was received too often.</param>
    /// <param name="maxReceiveCount">How often that is.</param>
    public static Queue Of(Construct scope, string id, Encryption encryption, Duration functionTimeout, IQueue deadLetters, int maxReceiveCount) => new(scope, id, new QueueProps
    {
        Encryption = EncryptionOf(encryption),
        EncryptionMasterKey = encryption.KeyForAll,
        EnforceSSL = true,
        RetentionPeriod = Longest,
        VisibilityTimeout = Duration.Seconds(AlertFlowFunction.VisibilityFactor * functionTimeout.ToSeconds()),
        DeadLetterQueue = new DeadLetterQueue { Queue = deadLetters, MaxReceiveCount = maxReceiveCount },
    });

    private static QueueEncryption EncryptionOf(Encryption encryption) => encryption.IsForAll ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED;
}
