using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.Functions.Tests;

public sealed class BurstTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Malformed_messages_of_a_thousand_are_dead_lettered_with_their_reasons_and_no_other_is_received_twice()
    {
        var world = new World(1, Stores.InMemory());
        var scenario = new Scenario();
        List<string> malformed = [];
        for (var n = 0; n < 1000; n++)
        {
            if (n % 20 == 7)
            {
                malformed.Add(n % 40 == 7 ? $"no JSON, number {n}" : $$"""{"id":"{{n}}","content":{} }""");
                scenario.Steps.Add((Start, "sysdig", malformed[^1]));
                continue;
            }

            scenario.Add(Start, "sysdig", Events.TaskArn(n % 40), $"{n:x32}", 1, Events.Sysdig($"{n:x32}", "Netcat", 4, n % 40, Start));
        }

        await scenario.PlayAsync(world);

        await Invariants.HoldAsync(world, scenario);
        Assert.Equal(malformed.Order(), world.Queues.DeadLetters.Select(letter => letter.Body).Order());
        Assert.All(world.Queues.DeadLetters, letter => Assert.NotEmpty(letter.Reason));
        Assert.All(scenario.Steps, step => Assert.Equal(1, world.Queues.Receives[step.Body]));
    }

    [Fact]
    public async Task Messages_of_a_thousand_that_kill_the_process_are_dead_lettered_and_all_others_are_committed_once()
    {
        var world = new World(1, Stores.InMemory()) { CrashesOn = body => body.Contains("Killer", StringComparison.Ordinal) };
        var scenario = new Scenario();
        List<string> killers = [];
        for (var n = 0; n < 1000; n++)
        {
            if (n % 20 == 7)
            {
                killers.Add(Events.Sysdig($"{n:x32}", "Killer", 4, n % 40, Start));
                scenario.Steps.Add((Start, "sysdig", killers[^1]));
                continue;
            }

            scenario.Add(Start, "sysdig", Events.TaskArn(n % 40), $"{n:x32}", 1, Events.Sysdig($"{n:x32}", "Netcat", 4, n % 40, Start));
        }

        await scenario.PlayAsync(world);

        await Invariants.HoldAsync(world, scenario);
        Assert.Equal(killers.Order(), world.Queues.DeadLetters.Select(letter => letter.Body).Order());
        Assert.All(world.Queues.DeadLetters, letter => Assert.Contains("died 3 times", letter.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_full_of_unreadable_elements_is_dead_lettered_once_and_its_findings_are_decided()
    {
        var world = new World(1, Stores.InMemory());
        var scenario = new Scenario();
        var garbage = string.Concat(Enumerable.Repeat("x\n", 100_000));
        var body = garbage + Events.Sysdig($"{1:x32}", "Netcat", 4, 0, Start);
        scenario.Add(Start, "sysdig", Events.TaskArn(0), $"{1:x32}", 1, body);

        await scenario.PlayAsync(world);

        await Invariants.HoldAsync(world, scenario);
        var (letter, reason) = Assert.Single(world.Queues.DeadLetters);
        Assert.Equal(body, letter);
        Assert.Equal("100000 of its 100001 elements cannot be read; the first: not JSON: a JSON object was expected", reason);
        Assert.Single(world.Incidents);
    }

    [Fact]
    public async Task A_body_with_a_few_unreadable_elements_loses_only_those()
    {
        var world = new World(1, Stores.InMemory());
        var scenario = new Scenario();
        var garbage = Enumerable.Range(0, 100).Select(n => $"x{n}").ToList();
        scenario.Add(
            Start,
            "sysdig",
            Events.TaskArn(0),
            $"{1:x32}",
            1,
            string.Join('\n', garbage.Append(Events.Sysdig($"{1:x32}", "Netcat", 4, 0, Start))));

        await scenario.PlayAsync(world);

        Assert.Equal(garbage.Order(), world.Queues.DeadLetters.Select(letter => letter.Body.TrimEnd()).Order());
        Assert.Single(world.Incidents);
    }
}
