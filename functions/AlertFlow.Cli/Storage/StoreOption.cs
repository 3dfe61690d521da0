using System.CommandLine;
using Microsoft.Data.Sqlite;

namespace AlertFlow.Cli.Storage;

/// <summary><c>--store</c>: the SQLite file of the embedded store.</summary>
public static class StoreOption
{
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--store") { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--store: a file is expected, not an empty name");
            }
        });
        return option;
    }

    /// <param name="path">Null opens a store in memory.</param>
    /// <exception cref="UsageException">It cannot be opened, is not a database, or was written by a newer AlertFlow.</exception>
    public static SqliteDatabase Open(string? path)
    {
        try
        {
            return SqliteDatabase.Open(path);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            throw new UsageException($"--store {path}: cannot be used: {exception.Message}", exception);
        }
    }
}
