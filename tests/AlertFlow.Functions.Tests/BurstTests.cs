using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.Functions.Tests;

public sealed class BurstTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_a_thousand_messages_the_malformed_ones_are_dead_lettered_with_their_reasons_and_no_other_is_received_twice()
    {
        var world = new World(1, Stores.InMemory());
        var story = new Story();
        List<string> malformed = [];
        for (var n = 0; n < 1000; n++)
        {
            if (n % 20 == 7)
            {
                malformed.Add(n % 40 == 7 ? $"no JSON, number {n}" : $$"""{"id":"{{n}}","content":{} }""");
                story.Steps.Add((Start, "sysdig", malformed[^1]));
                continue;
            }

            story.Add(Start, "sysdig", Events.TaskArn(n % 40), $"{n:x32}", 1, Events.Sysdig($"{n:x32}", "Netcat", 4, n % 40, Start));
        }

        await story.TellAsync(world);

        await Invariants.HoldAsync(world, story);
        Assert.Equal(malformed.Order(), world.Queues.DeadLetters.Select(letter => letter.Body).Order());
        Assert.All(world.Queues.DeadLetters, letter => Assert.NotEmpty(letter.Reason));
        Assert.All(story.Steps, step => Assert.Equal(1, world.Queues.Receives[step.Body]));
    }

    [Fact]
    public async Task Of_a_thousand_messages_those_that_kill_the_process_are_dead_lettered_and_all_others_are_committed_once()
    {
        var world = new World(1, Stores.InMemory()) { Kills = body => body.Contains("Killer", StringComparison.Ordinal) };
        var story = new Story();
        List<string> killers = [];
        for (var n = 0; n < 1000; n++)
        {
            if (n % 20 == 7)
            {
                killers.Add(Events.Sysdig($"{n:x32}", "Killer", 4, n % 40, Start));
                story.Steps.Add((Start, "sysdig", killers[^1]));
                continue;
            }

            story.Add(Start, "sysdig", Events.TaskArn(n % 40), $"{n:x32}", 1, Events.Sysdig($"{n:x32}", "Netcat", 4, n % 40, Start));
        }

        await story.TellAsync(world);

        await Invariants.HoldAsync(world, story);
        Assert.Equal(killers.Order(), world.Queues.DeadLetters.Select(letter => letter.Body).Order());
        Assert.All(world.Queues.DeadLetters, letter => Assert.Contains("died 3 times", letter.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_full_of_what_cannot_be_read_is_dead_lettered_once_and_its_findings_go_on()
    {
        var world = new World(1, Stores.InMemory());
        var story = new Story();
        var garbage = string.Concat(Enumerable.Repeat("x\n", 100_000));
        var body = garbage + Events.Sysdig($"{1:x32}", "Netcat", 4, 0, Start);
        story.Add(Start, "sysdig", Events.TaskArn(0), $"{1:x32}", 1, body);

        await story.TellAsync(world);

        await Invariants.HoldAsync(world, story);
        var (letter, reason) = Assert.Single(world.Queues.DeadLetters);
        Assert.Equal(body, letter);
        Assert.Equal("100000 of its 100001 elements cannot be read; the first: not JSON: a JSON object was expected", reason);
        Assert.Single(world.Incidents);
    }

    [Fact]
    public async Task A_body_with_a_few_elements_that_cannot_be_read_loses_those_alone()
    {
        var world = new World(1, Stores.InMemory());
        var story = new Story();
        var garbage = Enumerable.Range(0, Ingest.Ingestion.MostLetters).Select(n => $"x{n}").ToList();
        story.Add(Start, "sysdig", Events.TaskArn(0), $"{1:x32}", 1, string.Join('\n', garbage.Append(Events.Sysdig($"{1:x32}", "Netcat", 4, 0, Start))));

        await story.TellAsync(world);

        Assert.Equal(garbage.Order(), world.Queues.DeadLetters.Select(letter => letter.Body.TrimEnd()).Order());
        Assert.Single(world.Incidents);
    }
}
