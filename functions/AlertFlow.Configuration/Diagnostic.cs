namespace AlertFlow.Configuration;

public enum DiagnosticKind
{
    /// <summary>The file is rejected.</summary>
    Error,

    /// <summary>The file is accepted, but probably does not do what its author meant.</summary>
    Warning,

    /// <summary>A note at the time asked for; not a mistake.</summary>
    Note,
}

/// <summary>A problem in a file: its place, and the expected form. Lines and columns count from 1.</summary>
public sealed record Diagnostic(string File, int Line, int Column, DiagnosticKind Kind, string What)
{
    public override string ToString() => Kind switch
    {
        DiagnosticKind.Error => $"{File}:{Line}:{Column}: {What}",
        DiagnosticKind.Warning => $"{File}:{Line}:{Column}: warning: {What}",
        _ => $"{File}:{Line}:{Column}: note: {What}",
    };
}
