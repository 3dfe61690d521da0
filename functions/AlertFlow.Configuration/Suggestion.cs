namespace AlertFlow.Configuration;

/// <summary>Suggests the word that was probably meant.</summary>
public static class Suggestion
{
    /// <summary>Returns the nearest word, or all words when none is near.</summary>
    public static string Among(IReadOnlyList<string> words, string written)
    {
        var nearest = words.MinBy(word => Distance(word, written));
        return nearest is null ? "expected none"
            : Distance(nearest, written) <= Math.Max(1, nearest.Length / 3) || IsStart(written, nearest) ? $"did you mean '{nearest}'?"
            : $"expected one of {string.Join(", ", words)}";
    }

    private static bool IsStart(string written, string word) =>
        written.Length > 2 && word.StartsWith(written, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the number of letters to insert, delete, change or swap with a neighbour.</summary>
    private static int Distance(string from, string to)
    {
        if (to.Length > 64)
        {
            return int.MaxValue;
        }

        var steps = new int[from.Length + 1][];
        for (var i = 0; i <= from.Length; i++)
        {
            steps[i] = new int[to.Length + 1];
            for (var j = 0; j <= to.Length; j++)
            {
                steps[i][j] = i == 0 || j == 0 ? i + j : Math.Min(
                    steps[i - 1][j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1),
                    1 + Math.Min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    steps[i][j] = Math.Min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }

        return steps[from.Length][to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
