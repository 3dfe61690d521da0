using System.Buffers;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AlertFlow.Benchmarks;

/// <summary>One event to its written finding, against nothing but the parsing of the same bytes.</summary>
public class NormaliseBenchmark
{
    /// <summary>Its own writer does not validate what it writes.</summary>
    private static readonly JsonWriterOptions AsTheSerializer = new() { SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 20);
    private byte[] body = [];
    private Finding? finding;

    public static IEnumerable<string> Names => NormaliseEvents.All.Keys;

    [ParamsSource(nameof(Names))]
    public string Event { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        body = NormaliseEvents.All[Event];
        finding = Finding(body);
    }

    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var document = JsonDocument.Parse(body);
        return (int)document.RootElement.ValueKind;
    }

    /// <summary>What reading the event and writing the finding take by themselves, with nothing between them.</summary>
    [Benchmark]
    public int ReadAndWrite()
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
        }

        return Written(finding!); // It was read.
    }

    [Benchmark]
    public int Normalise() => Write(body);

    /// <returns>The size of the finding; its text is left in a buffer that the next one uses again.</returns>
    internal int Write(byte[] bytes) => Written(Finding(bytes));

    private static Finding Finding(byte[] bytes) => Source.ParseBody(bytes, GuardDutySource.Row) is [{ Result: ParseResult.Parsed parsed }]
        ? parsed.Finding
        : throw new InvalidOperationException("The event is no finding");

    private int Written(Finding written)
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, AsTheSerializer);
        FindingJson.Write(writer, written);
        writer.Flush();
        return buffer.WrittenCount;
    }
}

/// <summary>Runs the benchmark and tells what it means.</summary>
internal static class NormaliseReport
{
    public static void Run()
    {
        var summary = BenchmarkRunner.Run<NormaliseBenchmark>(ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(15).WithWarmupCount(8))
            .AddLogger(NullLogger.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithOptions(ConfigOptions.DisableLogFile));
        Console.WriteLine("| event | bytes | finding, bytes | `JsonDocument.Parse`, µs | read and written alone, µs | normalised and written, µs | times the parsing (at most 3) | allocated, bytes | times the finding (at most 4) | ns a byte |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var single = new NormaliseBenchmark();
        foreach (var (name, body) in NormaliseEvents.All)
        {
            BenchmarkReport Of(string method) => summary.Reports.Single(report =>
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method && Equals(report.BenchmarkCase.Parameters[nameof(NormaliseBenchmark.Event)], name));
            double Median(string method) => Of(method).ResultStatistics!.Median; // It has run.
            var (normalise, finding) = (Of(nameof(NormaliseBenchmark.Normalise)), single.Write(body));
            var (parsing, alone, normalising) = (Median(nameof(NormaliseBenchmark.Parse)), Median(nameof(NormaliseBenchmark.ReadAndWrite)), Median(nameof(NormaliseBenchmark.Normalise)));
            var allocated = normalise.GcStats.GetBytesAllocatedPerOperation(normalise.BenchmarkCase) ?? 0;
            Console.WriteLine(
                $"| {name} | {body.Length} | {finding} | {(parsing / 1e3).Text()} | {(alone / 1e3).Text()} | {(normalising / 1e3).Text()} | {(normalising / parsing).Text("0.00")} | {allocated} | {((double)allocated / finding).Text("0.00")} | {(normalising / body.Length).Text("0.00")} |");
        }
    }
}
