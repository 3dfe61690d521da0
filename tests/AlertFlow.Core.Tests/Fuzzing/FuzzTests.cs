using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AlertFlow.Tests.Fuzzing;

/// <summary>
/// <c>make fuzz</c> runs it with as many inputs, for as long and from the seed that it is given; each input follows from the
/// seed and its number alone, so that a breach is made again by <c>SEED=… FIRST=… N=1</c>. The time that an input takes is judged
/// by <c>make fuzz</c> alone: it depends on the machine.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void No_input_breaks_the_normalisers()
    {
        var (seed, first, inputs, seconds) = (Setting("SEED", 1), Setting("FIRST", 0), Setting("INPUTS", 20_000), Setting("SECONDS", 540));
        var longest = Setting("MILLISECONDS", 0) is > 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : default(TimeSpan?);
        var (corpus, invariants, clock, told) = (Corpus.OfSamples(), new Invariants(longest), Stopwatch.StartNew(), TimeSpan.Zero);
        Tell($"seed {seed}, inputs {first:N0} to {first + inputs - 1:N0} from {corpus.Events.Count} events, {seconds} s at most");
        var number = first;
        for (; number < first + inputs && clock.Elapsed.TotalSeconds < seconds; number++)
        {
            var input = new Mutation(corpus, new Random(HashCode(seed, number))).Input();
            var breach = BreachOf(invariants, input, validates: number % 16 is 0);
            Assert.True(breach is null, $"SEED={seed} FIRST={number} N=1: {breach}\n{Shown(input)}");
            if (clock.Elapsed - told > TimeSpan.FromSeconds(15))
            {
                told = clock.Elapsed;
                Tell(Progress());
            }
        }

        Tell(Progress());

        string Progress() =>
            $"{number - first:N0} inputs in {clock.Elapsed.TotalSeconds:0} s: {invariants.Parsed:N0} parsed, {invariants.Ignored:N0} ignored, {invariants.Malformed:N0} malformed; {invariants.Validated:N0} validated; slowest {invariants.Slowest.TotalMilliseconds:0.0} ms, largest {invariants.Largest / 1e6:0.0} MB";
    }

    private static string? BreachOf(Invariants invariants, byte[] input, bool validates)
    {
        try
        {
            return invariants.Breach(input, validates);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error.ToString();
        }
    }

    /// <summary>The same on every machine, as <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(int seed, int number) => unchecked((int)((((uint)seed * 0x9E3779B1) ^ (uint)number) * 0x85EBCA6B));

    private static string Shown(byte[] input) => Encoding.UTF8.GetString(input.AsSpan(..Math.Min(input.Length, 20_000)));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"ALERTFLOW_FUZZ_{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Tell(string line) => output.WriteLine(line);
}
