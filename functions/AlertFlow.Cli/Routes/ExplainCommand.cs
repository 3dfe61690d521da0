using System.CommandLine;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Routing;
using Spectre.Console;

namespace AlertFlow.Cli.Routes;

/// <summary><c>explain</c>: prints every node that was tried, and the rules that re-rate or hide the finding.</summary>
internal static class ExplainCommand
{
    public static Command Create(Inputs inputs)
    {
        var (config, at, severity, labels) = (ConfigOption.Create(), Inputs.At(), Inputs.SeverityOption(), Inputs.Labels());
        var finding = new Option<string?>("--finding")
        {
            Description = "A file with one OCSF finding a line, as `normalize` prints it; - is the standard input.",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a finding." };
        var command = new Command("explain", "Say why a finding goes where it goes.") { config, at, severity, labels, finding, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(finding) is not null == result.GetResult(severity) is not null)
            {
                result.AddError("Give either --finding, or --severity and any --label.");
            }
        });
        command.SetAction(parsed =>
        {
            var errors = new Screen(parsed.InvocationConfiguration.Error);
            if (inputs.Load(parsed.GetValue(config), errors) is not { } loaded)
            {
                return ExitCode.Malformed;
            }

            var (screen, now) = (new Screen(parsed.InvocationConfiguration.Output), inputs.Now(parsed.GetValue(at)));
            void Explain(LabelSet set, Severity own)
            {
                var explanation = Explanation.Of(loaded, set, own, now);
                if (parsed.GetValue(json))
                {
                    screen.Json(RoutingConfigJson.Write(explanation));
                }
                else
                {
                    Write(explanation, screen);
                }
            }

            if (parsed.GetValue(finding) is { } file)
            {
                return ExplainLines(
                    file,
                    one => Explain(LabelSet.Of(RoutingDecision.Named(loaded, one)), one.VendorAttributes?.SeverityId ?? one.SeverityId),
                    errors);
            }

            Explain(LabelSet.Of(parsed.GetValue(labels) ?? []), parsed.GetValue(severity)!.Value); // The validator has checked it.
            return ExitCode.Ok;
        });
        return command;
    }

    public static string Describe(Hidden hidden) => hidden.Kind is HiddenKind.Suppression
        ? $"suppressed by {hidden.Name} ({hidden.Reason})"
        : $"silenced by {hidden.Name} of {hidden.Owner} until {ShowCommand.Time(hidden.Until!.Value)} ({hidden.Reason})"; // A silence ends.

    private static int ExplainLines(string file, Action<Finding> explain, Screen errors)
    {
        var (exitCode, number) = (ExitCode.Ok, 0);
        try
        {
            if (file is "" || Directory.Exists(file))
            {
                throw new IOException(file is "" ? "its name is empty" : "it is a folder");
            }

            foreach (var line in file is "-" ? Lines(Console.In) : File.ReadLines(file))
            {
                number++;
                try
                {
                    if (line.AsSpan().Trim() is not [] && JsonSerializer.Deserialize(line, FindingJson.Default.Finding) is { } finding)
                    {
                        explain(finding);
                    }
                }
                catch (JsonException e)
                {
                    errors.Line($"{file}:{number}: malformed: {e.Message}");
                    exitCode = ExitCode.Malformed;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Line($"{file}: cannot be read: {e.Message}");
            exitCode = ExitCode.Malformed;
        }

        return exitCode;
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static void Write(Explanation explanation, Screen screen)
    {
        screen.Line(explanation.Severity == explanation.SourceSeverity
            ? $"severity {explanation.Severity.Caption}"
            : $"severity {explanation.Severity.Caption}, re-rated from {explanation.SourceSeverity.Caption}");
        Trials("override", explanation.Overrides);
        Trials("suppression", explanation.Suppressions);
        Trials("silence", explanation.Silences);
        foreach (var visit in explanation.Routes)
        {
            var (outcome, color) = visit.Outcome switch
            {
                VisitOutcome.Taken => ($"taken → {ShowCommand.Names(visit.Receivers ?? [])}", Color.Green),
                VisitOutcome.Passed => ("matches, and a route below it is taken", Color.Default),
                VisitOutcome.Failed => ($"no: {Describe(visit.Failed)}", Color.Grey),
                _ => ("not tried: a route before it matched and does not continue", Color.Grey),
            };
            screen.Line($"{new string(' ', visit.Depth * 2)}{visit.Route}: {outcome}", color);
        }

        screen.Line(explanation.HiddenBy is { } hidden
            ? $"told: nobody, {Describe(hidden)}"
            : $"told: {ShowCommand.Names(explanation.Destinations.Receivers)}");

        void Trials(string what, IReadOnlyList<RuleTrial> trials)
        {
            foreach (var trial in trials)
            {
                screen.Line($"{what} {trial.Name}: {(trial.Applies ? "matches" : $"no: {trial.Why ?? Describe(trial.Failed)}")}");
            }
        }
    }

    private static string Describe(FailedMatcher? failed) => failed is null
        ? ""
        : $"{failed.Matcher}, but it is {string.Join(" and ", failed.Actual.Select(value => value is "" ? "empty" : $"\"{value}\""))}";
}
