using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.Incidents;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Reading;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Tests;

/// <summary>
/// An invented product. This class is its file, and <see cref="Source"/> is its row in the catalogue: AlertFlow knows nothing else
/// about it.
/// </summary>
internal static class Acme
{
    public static Source Source { get; } = new(
        "acme", "Acme Guard", new SourceTrigger.Queue(), element => SourceNode.Of(element)["acme"].Exists, Parse, Canary);

    private static ParseResult Parse(EventJson element)
    {
        var root = SourceNode.Of(element);
        if (root["what"].Text() is not { } rule)
        {
            return new ParseResult.Malformed("it does not say what happened");
        }

        if (rule is "heartbeat")
        {
            return new ParseResult.Ignored("a heartbeat, not a finding");
        }

        if (root["when"].Time() is not { } time || root["id"].Text() is not { } id
            || Arn.Of(root["task"].Text()) is not { IsTask: true } task)
        {
            return new ParseResult.Malformed("it does not say when or where");
        }

        return new ParseResult.Parsed(new Normalised
        {
            Source = Source,
            Identity = id,
            Rule = rule,
            Time = time,
            Severity = root["alarm"].Text() is "red" ? Severity.Critical : Severity.Low,
            Scene = new(
                new() { Provider = "AWS", Account = Account.OfAws(task.Account), Region = task.Region },
                [Ecs.Task(task, ResourceRole.Target, task.Region, null)],
                []),
            Info = new() { Uid = id, Title = rule, Analytic = new() { TypeId = AnalyticType.Rule, Name = rule } },
        }.ToFinding(root.Remainder));
    }

    private static JsonObject Canary(CanaryEvent canary) => new()
    {
        ["acme"] = 1,
        ["id"] = canary.Id,
        ["what"] = canary.Rule,
        ["when"] = canary.Time,
        ["task"] = canary.TaskArn,
        ["alarm"] = canary.Severity.IsAtLeast(Severity.High) ? "red" : "green",
    };
}

/// <summary>A source is its own code and one row.</summary>
public sealed class NewSourceTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<Source> Catalogue = [.. Source.All, Acme.Source];

    [Fact]
    public void Its_events_are_recognised_by_their_shape_and_those_of_others_are_not()
    {
        var bodies = Event("1", "Door forced", "red", 1, Start) + Events.Sysdig("2", "Netcat", 0, 1, Start);

        var sources = Source.ParseBody(System.Text.Encoding.UTF8.GetBytes(bodies), Catalogue)
            .Select(element => Assert.IsType<ParseResult.Parsed>(element.Result).Finding.Source);

        Assert.Equal(["acme", "sysdig"], sources);
    }

    [Fact]
    public async Task Its_events_go_all_the_way_from_the_queue_to_every_channel()
    {
        var world = new World(1, Stores.InMemory(), sources: Catalogue);
        var scenario = new Scenario();
        for (var n = 0; n < 40; n++)
        {
            var at = Start.AddSeconds(n);
            scenario.Add(at, "acme", Events.TaskArn(n % 4), $"{n}", 1, Event($"{n}", "Door forced", "red", n % 4, at));
        }

        scenario.Steps.Add((Start.AddMinutes(1), "acme", Event("0", "Door forced", "red", 0, Start))); // A redelivery.
        scenario.Steps.Add((Start.AddMinutes(1), "acme", """{"acme":1,"what":"heartbeat"}"""));
        scenario.Steps.Add((Start.AddMinutes(1), "acme", """{"acme":1,"what":"Door forced","task":"somewhere"}"""));
        scenario.Add(Start.AddMinutes(2), "sysdig", Events.TaskArn(0), "s", 1, Events.Sysdig("s", "Netcat", 4, 0, Start.AddMinutes(2)));

        await scenario.PlayAsync(world);

        await Invariants.HoldAsync(world, scenario);
        Assert.Equal(["it does not say when or where"], world.Queues.DeadLetters.Select(letter => letter.Reason));
        Assert.Equal(4, world.Incidents.Count);
        Assert.Equal(
            4,
            world.Decided.Values.Count(
                one => one.Reason is Reason.Opened && one.Severity is Severity.Critical && one.Receivers.Count == 3));
        foreach (var destination in world.Destinations.Values)
        {
            var told = destination.Accepted.Where(message => !message.IsEdit).ToList();
            var opened = told.GroupBy(message => message.Incident).Select(incident => incident.MinBy(message => message.Sequence)!)
                .ToList();
            Assert.Equal(4, opened.Count);
            Assert.All(opened, message => Assert.Contains("Door forced", message.Text, StringComparison.Ordinal));
            Assert.Contains(told, message => message.Text.Contains("two sensors agree: acme and Sysdig", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Its_row_makes_its_function_and_the_function_needs_what_every_source_needs()
    {
        var row = FunctionRow.Of(Acme.Source);

        Assert.Equal("acme", row.Name);
        Assert.All(Source.All, source => Assert.Equal(FunctionRow.Find(source.Name)!.Settings, row.Settings));
    }

    [Fact]
    public void Only_its_own_code_and_the_catalogue_name_a_source()
    {
        var functions = Path.Combine(AlertFlow.Tests.Repository.Root, "functions");
        var sources = Path.Combine(functions, "AlertFlow.Core", "Sources");

        string[] words = [.. Source.All.SelectMany(source => new[] { $"\"{source.Name}\"", $"{source.Title}Source.Row" })];

        var naming = Directory.GetFiles(functions, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(sources + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && words.Any(word => text.Contains(word, StringComparison.Ordinal)));

        Assert.Empty(naming);
        Assert.All(words, word => Assert.Contains(
            Directory.GetFiles(sources, "*.cs", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)));
    }

    private static string Event(string id, string what, string alarm, int task, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"acme":1,"id":"{{id}}","what":"{{what}}","alarm":"{{alarm}}","task":"{{Events.TaskArn(task)}}","when":"{{at:O}}","colour":"blue"}
        """);
}
