using System.Text;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Ingest;

/// <summary>A message whose body was read.</summary>
internal sealed record ReadMessage(string Id, IReadOnlyList<Finding> Findings);

/// <summary>Reads the findings of messages, and dead-letters the elements that cannot be read.</summary>
internal sealed class ReadStage(Source source, DeadLetters deadLetters)
{
    /// <summary>A body with more unreadable elements becomes one dead letter: a megabyte of garbage has half a million lines.</summary>
    private const int MaxLetters = 100;

    /// <returns>The messages that were read; the others stay on the queue.</returns>
    public async Task<IReadOnlyList<ReadMessage>> RunAsync(
        IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        List<ReadMessage> read = [];
        foreach (var message in messages)
        {
            await Isolated.TryAsync(
                invocation, message, async () => read.Add(new(message.Id, await ReadAsync(message, invocation, cancellationToken))));
        }

        return read;
    }

    private async Task<IReadOnlyList<Finding>> ReadAsync(QueueMessage message, Invocation invocation, CancellationToken cancellationToken)
    {
        var elements = Source.ParseBody(Encoding.UTF8.GetBytes(message.Body), source);
        List<Finding> findings = [];
        List<(EventElement Element, string Reason)> unread = [];
        foreach (var (element, result) in elements)
        {
            switch (result)
            {
                case ParseResult.Parsed parsed:
                    findings.Add(parsed.Finding);
                    Count(parsed.Finding, invocation);
                    break;
                case ParseResult.Ignored ignored:
                    invocation.Info("ignored", ("source", source.Name), ("message_id", message.Id), ("reason", ignored.Reason));
                    invocation.Measure(Metric.FindingsIgnored, source.Name);
                    break;
                case ParseResult.Malformed malformed:
                    unread.Add((element, malformed.Reason));
                    break;
            }
        }

        if (unread.Count > MaxLetters)
        {
            var reason = $"{unread.Count} of its {elements.Count} elements cannot be read; the first: {unread[0].Reason}";
            await deadLetters.SendAsync(message.Body, reason, invocation, cancellationToken);
            return findings;
        }

        foreach (var (element, reason) in unread)
        {
            await deadLetters.SendAsync(Encoding.UTF8.GetString(element.Bytes.Span), reason, invocation, cancellationToken);
        }

        return findings;
    }

    private void Count(Finding finding, Invocation invocation)
    {
        if (Rehearsals.Of(finding) is not null)
        {
            return;
        }

        invocation.Measure(Metric.FindingsReceived, source.Name);
        if (finding.Resources is not [{ Type: "AWS::ECS::Task" }, ..])
        {
            invocation.Measure(Metric.FindingsWithoutTask, source.Name);
        }
    }
}
