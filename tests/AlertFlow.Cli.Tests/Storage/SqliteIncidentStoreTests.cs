using System.Text;
using AlertFlow.Cli.Storage;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Tests.Incidents;
using AlertFlow.Tests.Incidents.Storing;

namespace AlertFlow.Cli.Tests.Storage;

public sealed class SqliteIncidentStoreTests : IncidentStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteDatabase> databases = [];
    private readonly Lock gate = new();

    protected override IIncidentStore Open()
    {
        var database = SqliteDatabase.Open(folder.File("store.db"));
        lock (gate)
        {
            databases.Add(database);
        }

        return new SqliteIncidentStore(database);
    }

    protected override Task<bool> WriteBytesAsync(IIncidentStore store, string key, string json) => Task.FromResult(
        databases[0].Run(
            "INSERT INTO incidents (key, version, due, item) VALUES ($key, 1, NULL, $item)",
            ("$key", key),
            ("$item", Encoding.UTF8.GetBytes(json))) == 1);

    protected override Task<string?> AsideAsync(IIncidentStore store, string key) => Task.FromResult<string?>(
        databases[0].Query(
            "SELECT item FROM unreadable WHERE key = $key",
            row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)),
            ("$key", key)).Single());

    [Fact]
    public void A_file_that_a_newer_alertflow_laid_out_is_refused()
    {
        using (var database = SqliteDatabase.Open(folder.File("newer.db")))
        {
            database.Run("PRAGMA user_version = 99");
        }

        var refusal = Assert.Throws<InvalidDataException>(() => SqliteDatabase.Open(folder.File("newer.db")));

        Assert.Contains("layout 99", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        databases.ForEach(database => database.Dispose());
        folder.Dispose();
    }
}
