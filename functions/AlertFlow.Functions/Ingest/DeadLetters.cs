using System.Text;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Ingest;

/// <summary>Puts aside for people what a source sent and nobody can read.</summary>
internal sealed class DeadLetters(Source source, IQueues queues, string queueUrl)
{
    public async Task SendAsync(string body, string reason, Invocation invocation, CancellationToken cancellationToken)
    {
        await queues.DeadLetterAsync(queueUrl, body, reason, cancellationToken);
        invocation.Warn("dead-lettered", ("source", source.Name), ("reason", reason), ("bytes", Encoding.UTF8.GetByteCount(body)));
        invocation.Measure(Metric.FindingsMalformed, source.Name);
    }
}
