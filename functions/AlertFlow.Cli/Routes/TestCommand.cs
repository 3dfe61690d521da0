using System.CommandLine;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Routes;

/// <summary>
/// <c>test</c>: prints who is notified of a finding with these labels. Continuous integration can compare that with expected names.
/// </summary>
internal static class TestCommand
{
    public static Command Create(Inputs inputs)
    {
        var (config, at, severity, labels) = (ConfigOption.Create(), Inputs.At(), Inputs.SeverityOption(), Inputs.Labels());
        severity.Required = true;
        var expect = new Option<string?>("--expect")
        {
            Description = "The receivers that must be told, in any order; empty for nobody. Exit code 1 where others are.",
            HelpName = "RECEIVER,…",
        };
        var command = new Command("test", "Print who is told of a finding.") { config, at, severity, labels, expect };
        command.SetAction(parsed =>
        {
            var errors = new Screen(parsed.InvocationConfiguration.Error);
            if (inputs.Load(parsed.GetValue(config), errors) is not { } loaded)
            {
                return ExitCode.Malformed;
            }

            var explanation = Explanation.Of(
                loaded, LabelSet.Of(
                    parsed.GetValue(labels) ?? []), parsed.GetRequiredValue(severity)!.Value, inputs.Now(parsed.GetValue(at)));
            var receivers = explanation.HiddenBy is null ? explanation.Destinations.Receivers : [];
            new Screen(parsed.InvocationConfiguration.Output).Line(
                ShowCommand.Names(receivers) + (explanation.HiddenBy is { } hidden ? $": {ExplainCommand.Describe(hidden)}" : ""));
            return Verify(parsed.GetValue(expect), receivers, errors);
        });
        return command;
    }

    private static int Verify(string? expected, IReadOnlyList<string> receivers, Screen errors)
    {
        if (expected is null)
        {
            return ExitCode.Ok;
        }

        var names = expected.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.ToHashSet().SetEquals(receivers))
        {
            return ExitCode.Ok;
        }

        errors.Line($"expected {ShowCommand.Names(names)}, told is {ShowCommand.Names(receivers)}");
        return ExitCode.Different;
    }
}
