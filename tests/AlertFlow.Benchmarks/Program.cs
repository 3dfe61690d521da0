using AlertFlow.Benchmarks;

// Figures, never verdicts: what they should be stands beside them.
Console.WriteLine("## Normalising\n");
NormaliseReport.Run();
if (args is ["normalise"])
{
    return;
}

Console.WriteLine("\n## Start\n");
await StartBenchmark.RunAsync(rounds: 31);
Console.WriteLine("\n## Package\n");
PackageBenchmark.Run();
Console.WriteLine("\n## From the queue to Slack\n");
await LatencyBenchmark.RunAsync(samples: 200);
Console.WriteLine("\n## Capacity of DynamoDB\n");
await CapacityBenchmark.RunAsync(findings: 200);
