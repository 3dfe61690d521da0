using AlertFlow.Deployment;
using AlertFlow.Sources;

namespace AlertFlow.Cli.Doctor;

/// <summary>A deployed stack, as its outputs describe it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partition">The partition of AWS.</param>
/// <param name="Region">The region of AWS.</param>
/// <param name="Account">The account that owns it.</param>
/// <param name="Status">The state in CloudFormation, such as <c>UPDATE_COMPLETE</c>.</param>
/// <param name="Outputs">By the names of <see cref="StackOutput"/>.</param>
internal sealed record Stack(
    string Name, string Partition, string Region, string Account, string Status, IReadOnlyDictionary<string, string> Outputs)
{
    private static readonly string[] Needed = [StackOutput.Table, StackOutput.Sources, StackOutput.Channels, StackOutput.EventBus];

    public string? this[string output] => Outputs.GetValueOrDefault(output);

    /// <summary>The sources that the stack takes and this version knows.</summary>
    public IReadOnlyList<Source> Sources => [.. Names(StackOutput.Sources).Select(Source.Find).OfType<Source>()];

    public IReadOnlyList<string> Channels => Names(StackOutput.Channels);

    /// <summary>The outputs that are needed for the checks and that the stack lacks.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Needed.Concat(Queues.Select(queue => queue.Output)).Where(name => string.IsNullOrEmpty(this[name]))];

    /// <summary>The output of every queue, and whether it is a dead-letter queue.</summary>
    public IEnumerable<(string Output, bool HoldsDeadLetters)> Queues =>
    [
        .. Sources.SelectMany(
            source => new[] { (StackOutput.SourceQueue(source.Name), false), (StackOutput.SourceDeadLetterQueue(source.Name), true) }),
        .. Channels.SelectMany(channel => new[]
        {
            (StackOutput.ChannelQueue(channel, urgent: true), false),
            (StackOutput.ChannelQueue(channel, urgent: false), false),
            (StackOutput.ChannelDeadLetterQueue(channel), true),
        }),
    ];

    private string[] Names(string output) =>
        (this[output] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
