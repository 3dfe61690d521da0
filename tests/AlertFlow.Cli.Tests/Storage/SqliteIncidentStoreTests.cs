using AlertFlow.Cli.Storage;
using AlertFlow.Incidents;

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
