namespace AlertFlow.Infra;

/// <summary>jsii unpacks tens of megabytes into the folder of temporary files in every process, and leaves them there: a folder of its own is taken away with the process.</summary>
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
