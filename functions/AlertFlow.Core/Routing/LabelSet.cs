using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>The labels that matchers see of a finding. A label may have several values; a missing one has one empty value.</summary>
public sealed class LabelSet
{
    private static readonly string[] Absent = [""];

    private readonly Dictionary<string, List<string>> labels = [];

    private LabelSet()
    {
    }

    /// <summary>All labels without a prefix. <c>severity</c> is not one of them, because it is compared by rank.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "source", "rule", "policy", "account", "account_name", "region", "resource_type", "cluster", "service", "task_family", "task",
        "container", "image", "namespace", "process", "tactic", "technique", "label",
    ];

    /// <summary>The prefixes of labels for tags of the resources, and for labels that the source gave the finding.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["tag.", "label."];

    /// <summary>Returns the labels that have a value, in the order of <see cref="Known"/>.</summary>
    public IEnumerable<string> Names => labels.Keys;

    /// <summary>Returns the values of a label, at least one.</summary>
    public IReadOnlyList<string> this[string label] => labels.TryGetValue(label, out var values) ? values : Absent;

    public static bool IsKnown(string label) =>
        Known.Contains(label) || Prefixes.Any(prefix => label.Length > prefix.Length && label.StartsWith(prefix, StringComparison.Ordinal));

    public static LabelSet Of(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var set = new LabelSet();
        foreach (var (label, value) in labels)
        {
            set.Add(label, value);
        }

        return set;
    }

    public static LabelSet Of(Finding finding)
    {
        var set = new LabelSet();
        set.Add("source", finding.Metadata.LogProvider);
        set.Add("rule", finding.FindingInfo.Analytic.Name);
        set.Add("policy", finding.Policy?.Name);
        set.Add("account", finding.Cloud.Account?.Uid);
        set.Add("account_name", finding.Cloud.Account?.Name);
        set.Add("region", finding.Cloud.Region);
        set.Add("resource_type", (finding.CorrelatedResource ?? (finding.Resources is [var first, ..] ? first : null))?.Type);
        set.AddWorkload(finding);
        set.AddWhatRan(finding);
        set.AddTags(finding);
        return set;
    }

    private void AddWorkload(Finding finding)
    {
        AddAll("cluster", finding.Clusters);
        AddAll("service", finding.Services);
        AddAll("task_family", finding.TaskFamilies);
        AddAll("task", finding.TaskIds);
        foreach (var container in finding.Containers)
        {
            Add("container", container.Name);
            Add("image", container.Image?.Name);
            Add("image", container.Image?.Uid);
        }

        AddAll("namespace", finding.Resources.OrEmpty.Select(resource => resource.Namespace));
    }

    private void AddWhatRan(Finding finding)
    {
        foreach (var evidence in finding.Evidences.OrEmpty)
        {
            Add("process", evidence.Process?.Name);
            Add("process", evidence.Actor?.Process?.Name);
        }

        foreach (var attack in finding.Attacks.OrEmpty)
        {
            Add("tactic", attack.Tactic?.Uid);
            Add("tactic", attack.Tactic?.Name);
            Add("technique", attack.Technique?.Uid);
            Add("technique", attack.SubTechnique?.Uid);
        }
    }

    private void AddTags(Finding finding)
    {
        AddAll("label", finding.Metadata.Labels.OrEmpty);
        foreach (var tag in finding.Metadata.Tags.OrEmpty)
        {
            Add($"label.{tag.Name}", tag.Value);
        }

        foreach (var tag in finding.Resources.OrEmpty.SelectMany(resource => resource.Tags.OrEmpty))
        {
            Add($"tag.{tag.Name}", tag.Value);
        }
    }

    private void AddAll(string label, IEnumerable<string?> values)
    {
        foreach (var value in values)
        {
            Add(label, value);
        }
    }

    private void Add(string label, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (!labels.TryGetValue(label, out var values))
        {
            labels.Add(label, values = new(1));
        }

        if (!values.Contains(value))
        {
            values.Add(value);
        }
    }
}
