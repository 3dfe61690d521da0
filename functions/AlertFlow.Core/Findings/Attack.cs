namespace AlertFlow.Findings;

/// <summary>OCSF <c>attack</c>: a MITRE ATT&amp;CK tactic, technique, or both.</summary>
public sealed record Attack
{
    public string? Version { get; init; }
    public AttackName? Tactic { get; init; }
    public AttackName? Technique { get; init; }
    public AttackName? SubTechnique { get; init; }
}

/// <summary>OCSF <c>tactic</c>, <c>technique</c> or <c>sub_technique</c>.</summary>
public sealed record AttackName
{
    public string? Uid { get; init; }
    public string? Name { get; init; }
}
