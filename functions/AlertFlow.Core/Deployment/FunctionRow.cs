using AlertFlow.Routing;

namespace AlertFlow.Deployment;

/// <summary>A function of the deployed executable.</summary>
/// <param name="Name">What <see cref="Setting.FunctionName"/> says.</param>
/// <param name="Settings">What it reads.</param>
public sealed record FunctionRow(string Name, IReadOnlyList<Setting> Settings)
{
    public const string NotifyName = "notify";
    public const string SweepName = "sweep";

    private static readonly Setting[] OfAll = [Setting.Table, Setting.Routes, Setting.MetricsNamespace, Setting.ClockOffset, Setting.HttpTimeout, .. Setting.ChannelQueues];

    /// <summary>One for each source that has a queue of its own, and the two that follow.</summary>
    public static IReadOnlyList<FunctionRow> All { get; } =
    [
        .. Sources.Source.All.Select(Of),
        new(NotifyName, [.. OfAll, Setting.DeadLetterQueue, Setting.ChannelName, Setting.SlackSecret, Setting.SlackApi, Setting.Topic]),
        new(SweepName, [.. OfAll, Setting.RecordBucket]),
    ];

    /// <summary>The function that takes a source's events from its queue.</summary>
    public static FunctionRow Of(Sources.Source source) => new(source.Name, [.. OfAll, Setting.DeadLetterQueue]);

    public static FunctionRow? Find(string? name) => All.FirstOrDefault(row => row.Name == name);

    /// <summary>
    /// What a stack sets beside <see cref="Setting.FunctionName"/>: all that the function cannot run without. The rest is for
    /// rehearsals and tests.
    /// </summary>
    /// <param name="config">The configuration that is deployed.</param>
    /// <param name="channel">Of <see cref="NotifyName"/>: its channel; null: the function has none.</param>
    public IReadOnlyList<Setting> Environment(RoutingConfig config, string? channel) => [.. Settings.Where(setting => setting.IsNeeded(config, channel))];
}
