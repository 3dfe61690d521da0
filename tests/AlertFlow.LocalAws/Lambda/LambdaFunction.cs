namespace AlertFlow.LocalAws.Lambda;

/// <summary>A function as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Package">The folder of the package.</param>
/// <param name="Environment">Its environment variables.</param>
public sealed record LambdaFunction(string Name, string Package, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The custom runtime starts <c>bootstrap</c>; the managed one <c>dotnet</c> with the assembly.</summary>
    public bool IsManaged { get; init; }

    /// <summary>Ends a hang, unless a test wants it to pass: on a busy machine an invocation takes as long as it takes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many environments there may be at once.</summary>
    public int Concurrency { get; init; } = 4;

    internal (string File, IReadOnlyList<string> Arguments) Start => IsManaged
        ? ("dotnet", [Path.Combine(Package, "bootstrap.dll")])
        : (Path.Combine(Package, OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap"), []);
}

/// <summary>What an invocation came to.</summary>
/// <param name="Payload">The answer; null where there is none.</param>
/// <param name="Error">The type of the error, such as <c>Runtime.ExitError</c>; null: it went well.</param>
/// <param name="Environment">The access key of the execution environment.</param>
/// <param name="Duration">From the hand-over to the answer.</param>
public sealed record LambdaResult(string? Payload, string? Error, string Environment, TimeSpan Duration);
