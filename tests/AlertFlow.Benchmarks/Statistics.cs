using System.Globalization;

namespace AlertFlow.Benchmarks;

/// <summary>Of many measurements: the one in the middle, and the one that few exceed.</summary>
internal static class Statistics
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <param name="percent">0 to 100; the value that so many do not exceed.</param>
    public static double Percentile(this IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }

    public static string Text(this double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);
}
