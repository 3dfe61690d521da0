using System.Globalization;

namespace AlertFlow.Channels;

/// <summary>Writes numbers for machines, without separators.</summary>
internal static class Invariant
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
