using System.Globalization;

namespace AlertFlow.Channels;

/// <summary>Numbers for machines: no separators.</summary>
internal static class Invariant
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
