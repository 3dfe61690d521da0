namespace AlertFlow.Cli;

/// <summary>A file that was read whole; <c>-</c> is standard input.</summary>
public sealed record InputFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    public const string StandardInput = "-";

    /// <exception cref="UsageException">It is not there or cannot be read.</exception>
    public static async Task<InputFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path is "" || Directory.Exists(path))
        {
            throw new UsageException(path is "" ? "a file is expected, not an empty name" : $"{path}: cannot be read: it is a folder");
        }

        try
        {
            if (path is not StandardInput)
            {
                return new InputFile(path, await File.ReadAllBytesAsync(path, cancellationToken));
            }

            await using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, cancellationToken);
            return new InputFile("stdin", bytes.ToArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    public static async Task<IReadOnlyList<InputFile>> ReadAllAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<InputFile>();
        foreach (var path in paths)
        {
            files.Add(await ReadAsync(path, cancellationToken));
        }

        return files;
    }
}
