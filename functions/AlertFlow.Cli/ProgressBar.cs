using Spectre.Console;

namespace AlertFlow.Cli;

/// <summary>Shows the progress of long work on standard error, if that is a terminal and standard output is not.</summary>
public static class ProgressBar
{
    public static async Task RunAsync(string title, int steps, Func<Action<int>, Task> work)
    {
        if (Console.IsErrorRedirected || !Console.IsOutputRedirected)
        {
            await work(_ => { });
            return;
        }

        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await errors.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(title, maxValue: Math.Max(1, steps));
            await work(done => task.Value = done);
            task.Value = task.MaxValue;
        });
    }
}
