using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Cli.Routes;
using Spectre.Console;

namespace AlertFlow.Cli.Doctor;

/// <summary>The output of <c>doctor --json</c>.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Well">True when every part is well.</param>
/// <param name="Checks">One for each part.</param>
public sealed record Diagnosis(string Stack, bool Well, IReadOnlyList<Check> Checks);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Diagnosis))]
internal sealed partial class DoctorJson : JsonSerializerContext;

/// <summary>Writes checks to standard output as they come, and the progress of a canary to standard error.</summary>
internal sealed class DoctorScreen(Screen output, bool json)
{
    private const int Width = 26;

    private readonly List<Check> checks = [];

    public bool IsWell => checks.TrueForAll(check => check.IsWell);

    public void Show(params IReadOnlyList<Check> found)
    {
        checks.AddRange(found);
        foreach (var check in json ? [] : found)
        {
            output.Line($"{(check.IsWell ? "ok   " : "WRONG")} {check.Name.PadRight(Width)} {check.What}", check.IsWell ? null : Color.Red);
            if (check.Remedy is not null)
            {
                output.Line($"      {"",-Width} do: {check.Remedy}");
                output.Line($"      {"",-Width} see {check.Page}");
            }
        }
    }

    /// <summary>Shows the progress of some work: in one moving line on a terminal, else in a line for each step.</summary>
    public static async Task<T> WatchAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(stage => Console.Error.WriteLine(Screen.Clean($"{title}: {stage}")));
        }

        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await errors.Status()
            .StartAsync(Markup.Escape(title), context => work(stage => context.Status(Markup.Escape(Screen.Clean($"{title}: {stage}")))));
    }

    public void End(string stack)
    {
        if (json)
        {
            output.Json(JsonSerializer.Serialize(new Diagnosis(stack, IsWell, checks), DoctorJson.Default.Diagnosis));
            return;
        }

        var wrong = checks.Count(check => !check.IsWell);
        output.Line(wrong == 0 ? "all is well" : FormattableString.Invariant($"{wrong} of {checks.Count} are wrong"));
    }
}
