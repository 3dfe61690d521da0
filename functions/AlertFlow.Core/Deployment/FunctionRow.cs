using AlertFlow.Routing;

namespace AlertFlow.Deployment;

/// <summary>A function of the deployed executable.</summary>
/// <param name="Name">The value of <see cref="Setting.FunctionName"/>.</param>
/// <param name="Settings">The settings that it reads.</param>
public sealed record FunctionRow(string Name, IReadOnlyList<Setting> Settings)
{
    public const string NotifyName = "notify";
    public const string SweepName = "sweep";

    private static readonly Setting[] OfAll = [Setting.Table, Setting.Routes, Setting.MetricsNamespace, Setting.ClockOffset, Setting.HttpTimeout, .. Setting.ChannelQueues];

    /// <summary>One row for each source with a queue, and the two that follow.</summary>
    public static IReadOnlyList<FunctionRow> All { get; } =
    [
        .. Sources.Source.All.Select(Of),
        new(NotifyName, [.. OfAll, Setting.DeadLetterQueue, Setting.ChannelName, Setting.SlackSecret, Setting.SlackApi, Setting.Topic]),
        new(SweepName, [.. OfAll, Setting.RecordBucket]),
    ];

    /// <summary>Returns the function that reads a source's queue.</summary>
    public static FunctionRow Of(Sources.Source source) => new(source.Name, [.. OfAll, Setting.DeadLetterQueue]);

    public static FunctionRow? Find(string? name) => All.FirstOrDefault(row => row.Name == name);

    /// <summary>
    /// Returns the settings that a stack sets beside <see cref="Setting.FunctionName"/>: all that the function cannot run
    /// without. The others are for rehearsals and tests.
    /// </summary>
    /// <param name="config">The deployed configuration.</param>
    /// <param name="channel">The channel of <see cref="NotifyName"/>; null for other functions.</param>
    public IReadOnlyList<Setting> Environment(RoutingConfig config, string? channel) =>
        [.. Settings.Where(setting => setting.IsNeeded(config, channel))];
}
