using Spectre.Console;

namespace AlertFlow.Cli;

/// <summary>Shows on standard error how far long work is, where that is a terminal and standard output is none.</summary>
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
