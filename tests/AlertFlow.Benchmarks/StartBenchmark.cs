using AlertFlow.EndToEnd;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Lambda;
using AlertFlow.Tests;

namespace AlertFlow.Benchmarks;

/// <summary>A cold start: from the start of the process to its first question for work, and to its first answer, with a finding committed and handed over.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync(int rounds)
    {
        await using var deployment = await EndToEnd.Deployment.StartAsync(listens: false);
        var bare = new LambdaFunction("bare", Path.Combine(Repository.Root, "artifacts", "package", "bare"), new Dictionary<string, string> { ["ALERTFLOW_TABLE"] = deployment.Table });
        var native = deployment.FunctionOf("native", "sysdig");
        LambdaFunction[] forms = [native, native with { Name = "assembly", Package = Executable.Managed, IsManaged = true }, bare];
        var starts = forms.ToDictionary(form => form.Name, _ => new List<(double Next, double Answer, double Resident)>());
        for (var round = 0; round < rounds; round++)
        {
            // In turn, so that whatever else the machine does is shared by all.
            foreach (var form in forms)
            {
                starts[form.Name].Add(await StartAsync(deployment, form, round));
            }
        }

        Console.WriteLine("| form | first `next`, ms | first answer, ms | resident after it, MB |\n|------|---:|---:|---:|");
        foreach (var (name, measured) in starts)
        {
            Console.WriteLine(
                $"| {name} | {measured.Select(one => one.Next).Median().Text()} | {measured.Select(one => one.Answer).Median().Text()} | {measured.Select(one => one.Resident).Median().Text()} |");
        }

        double Ratio(string a, string b, Func<(double Next, double Answer, double Resident), double> of) => starts[a].Select(of).Median() / starts[b].Select(of).Median();
        Console.WriteLine($"\nassembly / native: {Ratio("assembly", "native", one => one.Next).Text("0.00")} × to `next`, {Ratio("assembly", "native", one => one.Answer).Text("0.00")} × to the answer (at least 8)");
        Console.WriteLine($"native / bare: {Ratio("native", "bare", one => one.Next).Text("0.00")} × to `next`, {Ratio("native", "bare", one => one.Answer).Text("0.00")} × to the answer (at most 2)");
    }

    private static async Task<(double Next, double Answer, double Resident)> StartAsync(EndToEnd.Deployment deployment, LambdaFunction form, int round)
    {
        var environment = await deployment.Lambda.StartAsync(form);
        await using (environment)
        {
            var result = await environment.InvokeAsync(
                EndToEnd.Deployment.BatchOf(LocalCloud.ArnOf(deployment.SourceQueues["sysdig"]), Events.Sysdig($"{form.Name}-{round}", "Netcat", 4, round, TimeProvider.System.GetUtcNow())));
            return result.Error is null
                ? (environment.ToFirstNext.TotalMilliseconds, environment.ToFirstAnswer.TotalMilliseconds, environment.ResidentBytes / 1e6)
                : throw new InvalidOperationException($"{form.Name}: {result.Error} {result.Payload}");
        }
    }
}

/// <summary>What is uploaded.</summary>
internal static class PackageBenchmark
{
    public static void Run()
    {
        var executable = Path.Combine(Executable.Native, "bootstrap");
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(zipped, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("bootstrap", System.IO.Compression.CompressionLevel.SmallestSize).Open();
            entry.Write(File.ReadAllBytes(executable));
        }

        Console.WriteLine($"{(new FileInfo(executable).Length / 1e6).Text()} MB, zipped {(zipped.Length / 1e6).Text()} MB (less than 12)");
    }
}
