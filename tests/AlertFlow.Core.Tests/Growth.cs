using System.Globalization;

namespace AlertFlow.Tests;

/// <summary>How the time that work takes grows with its input.</summary>
internal static class Growth
{
    private const int Times = 8;
    private const int Rounds = 3;

    /// <summary>Fails where an input takes more than three times as long as its parts together; in a square it would be eight times.</summary>
    /// <param name="size">Of the large input.</param>
    /// <param name="prepare">Makes the work on an input of a size.</param>
    public static void AssertProportional(int size, Func<int, Action> prepare)
    {
        var (large, small) = (prepare(size), prepare(size / Times));
        var (whole, parts) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round <= Rounds; round++)
        {
            var (before, between) = (ThreadTime(), TimeSpan.Zero);
            large();
            between = ThreadTime();
            for (var part = 0; part < Times; part++)
            {
                small();
            }

            // The first round is compiled.
            (whole, parts) = round == 0 ? (whole, parts) : (whole + (between - before), parts + (ThreadTime() - between));
        }

        Assert.True(whole <= (3 * parts) + TimeSpan.FromMilliseconds(50), $"{size} take {whole}, an eighth of them eight times {parts}");
    }

    /// <summary>
    /// What this thread has had of a processor: no other thread and no other process counts. Zero where the system does not say,
    /// and a test then only sees that the work ends.
    /// </summary>
    private static TimeSpan ThreadTime() => File.Exists("/proc/thread-self/schedstat")
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : TimeSpan.Zero;
}
