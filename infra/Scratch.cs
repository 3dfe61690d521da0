namespace AlertFlow.Infra;

/// <summary>
/// Gives the process a temporary folder of its own and deletes it at the end: in every process jsii unpacks tens of megabytes into the
/// temporary folder, and leaves them there.
/// </summary>
public sealed class Scratch : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alertflow-jsii-");
    private readonly string? before = System.Environment.GetEnvironmentVariable(Variable);

    public Scratch() => System.Environment.SetEnvironmentVariable(Variable, folder.FullName);

    public void Dispose()
    {
        System.Environment.SetEnvironmentVariable(Variable, before);
        folder.Delete(recursive: true);
    }
}
