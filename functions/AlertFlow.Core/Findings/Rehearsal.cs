namespace AlertFlow.Findings;

/// <summary>A harmless finding that passes through the whole pipeline, to prove that the pipeline works.</summary>
public enum Rehearsal
{
    /// <summary>Is rendered, but not sent.</summary>
    Canary,

    /// <summary>Is sent, marked as a test, to every receiver that a High or Critical finding can reach.</summary>
    Page,
}

/// <summary>
/// Recognises rehearsals by their rule together with their task, which is in a cluster that does not exist. Forging one hides
/// nothing, since a real finding has another key.
/// </summary>
public static class Rehearsals
{
    public const string CanaryRule = "AlertFlow:ECS/Canary";

    /// <summary>The rule of a finding that is sent as a test.</summary>
    public const string PageRule = "AlertFlow:ECS/TestPage";

    /// <summary>The cluster in the ARNs of rehearsals' tasks. It does not exist.</summary>
    public const string Cluster = "alertflow-canary";

    /// <summary>Returns null for a finding that is not a rehearsal.</summary>
    public static Rehearsal? Of(Finding finding) =>
        IsTask(finding.Metadata.CorrelationUid) ? OfRule(finding.FindingInfo.Analytic.Name) : null;

    public static Rehearsal? OfRule(string rule) => rule switch
    {
        CanaryRule => Rehearsal.Canary,
        PageRule => Rehearsal.Page,
        _ => null,
    };

    public static bool IsTask(string uid) => Arn.Of(uid) is { IsTask: true, ClusterOfTask: Cluster };
}
