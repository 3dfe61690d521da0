namespace AlertFlow.Configuration;

public enum DiagnosticKind
{
    /// <summary>The file is not taken.</summary>
    Error,

    /// <summary>It is taken, and does what nobody may have meant.</summary>
    Warning,

    /// <summary>True at the time asked for, and no fault.</summary>
    Note,
}

/// <summary>What is wrong in a file, where, and what was expected. Lines and columns count from 1.</summary>
public sealed record Diagnostic(string File, int Line, int Column, DiagnosticKind Kind, string What)
{
    public override string ToString() => Kind switch
    {
        DiagnosticKind.Error => $"{File}:{Line}:{Column}: {What}",
        DiagnosticKind.Warning => $"{File}:{Line}:{Column}: warning: {What}",
        _ => $"{File}:{Line}:{Column}: note: {What}",
    };
}
