using System.Globalization;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Events of both sources over a day or two: some twice, some late, GuardDuty's with growing counts.</summary>
internal sealed class Scenario
{
    private static readonly string[] Rules = ["Netcat", "Reverse shell", "Write below etc", "Package manager"];
    private static readonly string[] Types = ["Execution:Runtime/SuspiciousTool", "CryptoCurrency:Runtime/BitcoinTool.B!DNS"];

    private readonly Dictionary<(string Key, string Id), int> counted = [];

    public List<(DateTimeOffset At, string Source, string Body)> Steps { get; } = [];

    /// <summary>The true number of occurrences of each task: one for a Sysdig event, the highest count for a GuardDuty finding.</summary>
    public Dictionary<string, long> Occurrences => counted.GroupBy(one => one.Key.Key)
        .ToDictionary(key => key.Key, key => key.Sum(one => (long)one.Value));

    public IEnumerable<string> Of(string task) =>
        counted.Where(one => one.Key.Key == task && one.Value > 1).Select(one => $"{one.Key.Id} {one.Value}");

    public static Scenario Random(Random random, DateTimeOffset start, int events, int tasks)
    {
        var scenario = new Scenario();
        var at = start;
        var findings = new Dictionary<string, int>();
        while (scenario.Steps.Count < events)
        {
            at += random.Next(8) switch
            {
                0 => TimeSpan.FromMinutes(random.Next(1, 30)),
                1 when random.Next(20) == 0 => TimeSpan.FromHours(random.Next(2, 8)),
                _ => TimeSpan.FromMilliseconds(random.Next(0, 5000)),
            };
            var task = random.Next(tasks);
            if (random.Next(3) == 0)
            {
                var type = random.Next(Types.Length);
                var id = string.Create(CultureInfo.InvariantCulture, $"f{task:x7}{type:x24}");
                var count = findings[id] = findings.GetValueOrDefault(id) + random.Next(1, 4);
                // Some updates are older than the one before.
                var reported = random.Next(6) == 0 ? Math.Max(1, count - 2) : count;
                scenario.Add(
                    at,
                    "guardduty",
                    Events.TaskArn(task),
                    id,
                    reported,
                    Events.GuardDuty(id, Types[type], type == 0 ? 5 : 8, reported, task, at));
                continue;
            }

            var number = string.Create(CultureInfo.InvariantCulture, $"{scenario.Steps.Count:x32}");
            var body = Events.Sysdig(number, Rules[random.Next(Rules.Length)], random.Next(8) == 0 ? 0 : random.Next(4, 7), task, at);
            scenario.Add(at, "sysdig", Events.TaskArn(task), number, 1, body);
            if (random.Next(10) == 0)
            {
                scenario.Steps.Add((at + TimeSpan.FromSeconds(random.Next(0, 90)), "sysdig", body));
            }
        }

        scenario.Steps.Sort((a, b) => a.At.CompareTo(b.At));
        return scenario;
    }

    public void Add(DateTimeOffset at, string source, string task, string id, int count, string body)
    {
        Steps.Add((at, source, body));
        var key = (task, id);
        counted[key] = Math.Max(counted.GetValueOrDefault(key), count);
    }

    public async Task PlayAsync(World world)
    {
        foreach (var (at, source, body) in Steps)
        {
            await world.RunUntilAsync(at);
            world.Queues.Put(World.SourceQueue(source), body);
        }

        await world.RunUntilIdleAsync();
    }
}
