using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests;

/// <summary>A page of the documentation with tables that are made from code, each between two markers.</summary>
internal sealed class Page(string name)
{
    private readonly string file = Path.Combine(Repository.Root, "docs", name);

    public string Text => File.ReadAllText(file);

    /// <summary>Compares a table with the text between its markers; with <c>UPDATE_GOLDEN=1</c> writes it there.</summary>
    public void Compare(string marker, string table)
    {
        var (begin, end) = ($"<!-- {marker} -->\n", $"<!-- end of {marker} -->");
        var text = Text;
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = text.IndexOf(end, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, $"{text[..start]}{table}{text[stop..]}");
        }
        else
        {
            Assert.Equal(table, text[start..stop]);
        }
    }
}
