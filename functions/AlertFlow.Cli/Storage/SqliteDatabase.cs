using Microsoft.Data.Sqlite;

namespace AlertFlow.Cli.Storage;

/// <summary>
/// The embedded store's file. Write-ahead logging with <c>synchronous=NORMAL</c>: a killed process loses nothing that was
/// committed; a power cut may lose the last commits, which their sources send again.
/// </summary>
/// <seealso href="https://www.sqlite.org/pragma.html#pragma_synchronous"/>
public sealed class SqliteDatabase : IDisposable
{
    private const int Layout = 1;

    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA busy_timeout = 5000;
        CREATE TABLE IF NOT EXISTS incidents (
            key TEXT PRIMARY KEY, version INTEGER NOT NULL, due INTEGER, item BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS incidents_by_due ON incidents (due, key) WHERE due IS NOT NULL;
        CREATE TABLE IF NOT EXISTS unreadable (
            key TEXT NOT NULL, version INTEGER NOT NULL, item BLOB NOT NULL, PRIMARY KEY (key, version)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS told (
            position INTEGER PRIMARY KEY, trace TEXT NOT NULL, incident TEXT NOT NULL, sequence INTEGER NOT NULL,
            notification BLOB NOT NULL, UNIQUE (incident, sequence));
        CREATE TABLE IF NOT EXISTS replayed (trace TEXT PRIMARY KEY, steps INTEGER NOT NULL);
        """;

    private readonly SqliteConnection connection;

    private SqliteDatabase(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens the file, or creates it; null opens a database in memory.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is not a database.</exception>
    /// <exception cref="InvalidDataException">It was laid out by a newer AlertFlow.</exception>
    public static SqliteDatabase Open(string? file)
    {
        var opened = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false }.ConnectionString);
        var database = new SqliteDatabase(opened);
        try
        {
            opened.Open();
            var layout = database.Scalar("PRAGMA user_version");
            if (layout > Layout)
            {
                throw new InvalidDataException($"{file} has layout {layout}; this alertflow knows {Layout}");
            }

            database.Run($"{Schema} PRAGMA user_version = {Layout};");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement and returns the number of rows that it changed.</summary>
    public int Run(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public IEnumerable<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    public void Dispose() => connection.Dispose();

    private long Scalar(string sql) => Query(sql, row => row.GetInt64(0)).Single();

    private SqliteCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this folder; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
