using System.CommandLine;
using System.Globalization;
using AlertFlow.Cli.Routes;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using Amazon.Runtime;

namespace AlertFlow.Cli.Doctor;

/// <summary><c>alertflow doctor</c>: checks a deployment, and sends a finding through it from end to end.</summary>
public static class DoctorCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static Command Create()
    {
        var stack = new Option<string>("--stack") { Description = "The name of the deployed stack", HelpName = "NAME", Required = true };
        var region = new Option<string?>("--region")
        {
            Description = "Its region; else as the environment or the profile says",
            HelpName = "REGION",
        };
        var profile = new Option<string?>("--profile")
        {
            Description = "The profile of the AWS credentials; else as the environment says",
            HelpName = "PROFILE",
        };
        var page = new Option<bool>("--page")
        {
            Description = "Send one [TEST] message to every receiver that a High or Critical finding can reach",
        };
        var timeout = new Option<int>("--timeout")
        {
            Description = "How many seconds a canary is waited for",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 90,
        };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    || seconds < 1 || seconds > Longest.TotalSeconds))
            {
                result.AddError($"'{Screen.Clean(text)}' is no number of seconds from 1 to {Longest.TotalSeconds:0}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print what was found as one JSON object" };
        var command = new Command("doctor", "Look at a deployed stack, and send a canary through each of its sources")
        {
            stack, region, profile, page, timeout, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(stack),
            () => new Clients(parsed.GetValue(region), parsed.GetValue(profile)),
            TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(page),
            new DoctorScreen(new Screen(parsed.InvocationConfiguration.Output), parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string name, Func<Clients> open, TimeSpan patience, bool page, DoctorScreen screen, CancellationToken cancellationToken)
    {
        try
        {
            using var clients = open();
            await ExamineAsync(name, clients, patience, page, screen, cancellationToken);
        }
        catch (AmazonClientException exception)
        {
            screen.Show(Examination.Unasked("stack", exception, Heading.Stack));
        }

        screen.End(name);
        return screen.IsWell ? ExitCode.Ok : ExitCode.Different;
    }

    private static async Task ExamineAsync(
        string name, Clients clients, TimeSpan patience, bool page, DoctorScreen screen, CancellationToken cancellationToken)
    {
        var examination = new Examination(clients);
        var (stack, check) = await examination.StackAsync(name, cancellationToken);
        screen.Show(check);
        if (stack is null)
        {
            return;
        }

        screen.Show(await examination.PartsAsync(stack, cancellationToken));
        var run = new CanaryRun(clients, examination, stack, TimeProvider.System, patience);
        foreach (var source in stack.Sources)
        {
            screen.Show(
                await DoctorScreen.WatchAsync(
                    $"canary {source.Name}", stage => run.RunAsync(source, Rehearsal.Canary, stage, cancellationToken)));
        }

        if (page && stack.Sources is [var first, ..])
        {
            screen.Show(await DoctorScreen.WatchAsync("test page", stage => run.RunAsync(first, Rehearsal.Page, stage, cancellationToken)));
        }
    }
}
