using System.CommandLine;
using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Routing;
using Spectre.Console;

namespace AlertFlow.Cli.Routes;

/// <summary><c>show</c>: prints the tree and the other sections, as they were understood.</summary>
internal static class ShowCommand
{
    public static Command Create(Inputs inputs)
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the compiled configuration." };
        var command = new Command("show", "Show the tree, its receivers, and what re-rates or hides findings.") { config, json };
        command.SetAction(parsed =>
        {
            if (inputs.Load(parsed.GetValue(config), new(parsed.InvocationConfiguration.Error)) is not { } loaded)
            {
                return ExitCode.Malformed;
            }

            var screen = new Screen(parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(json))
            {
                screen.Json(RoutingConfigJson.Write(loaded));
            }
            else
            {
                Show(loaded, screen);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Formats a time in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Names(IReadOnlyList<string> receivers) => receivers is [] ? "nobody" : string.Join(", ", receivers);

    private static void Show(RoutingConfig config, Screen screen)
    {
        var tree = new Tree(Screen.Text(Label(config.Route, "")));
        Grow(tree, config.Route);
        screen.Render(tree);
        Section("Receivers", config.Receivers.Select(Line));
        Section(
            "Severity overrides",
            config.SeverityOverrides.Select(rule => $"{rule.Severity.ToString().ToLowerInvariant()} where {All(rule.Matchers)}"));
        Section("Suppressed", config.Suppress.Select(rule => $"{rule.Name}: {All(rule.Matchers)} ({rule.Reason})"));
        Section("Silences", config.Silences.Select(Line));
        Section("Runbooks", config.Runbooks.Select(rule => $"{rule.Runbook.Url} where {All(rule.Matchers)}"));
        Section("Accounts", config.Accounts.Select(account => $"{account.Key} is {account.Value}"));
        Section("Shadow", config.Shadow is { } shadow ? [$"only {shadow} is told, in place of all others"] : []);
        Section("Adopted", config.AdoptAfter is { } after ? [$"what its product knew before {Time(after)} is never urgent"] : []);
        screen.Line($"Version {config.Version}");

        void Section(string title, IEnumerable<string> lines)
        {
            if (lines.ToArray() is not [] and var some)
            {
                screen.Line(title, Color.Blue);
                Array.ForEach(some, line => screen.Line($"  {line}"));
            }
        }
    }

    private static void Grow(IHasTreeNodes parent, Route route)
    {
        foreach (var child in route.Routes)
        {
            Grow(parent.AddNode(Screen.Text(Label(child, route.Name))), child);
        }
    }

    private static string Label(Route route, string parent)
    {
        var name = parent is "" ? route.Name : route.Name[(parent.Length + " > ".Length)..];
        var matchers = route.Matchers is [] || name == All(route.Matchers) ? "" : $" where {All(route.Matchers)}";
        return $"{name}{matchers} → {Names(route.Receivers)}{(route.Continue ? ", continue" : "")}";
    }

    private static string Line(Receiver receiver) =>
        $"{receiver.Name}: {receiver.Channel}{string.Concat(receiver.Settings.Select(setting => $", {setting.Key} {setting.Value}"))}"
        + (receiver.Reasons is null ? "" : $", only {string.Join(", ", receiver.Reasons)}");

    private static string Line(Silence silence) =>
        $"{silence.Name}: {All(silence.Matchers)}, {Time(silence.From)} to {Time(silence.Until)}, broken at "
        + $"{silence.BreakAt.ToString().ToLowerInvariant()}, by {silence.Owner} ({silence.Reason})";

    private static string All(IReadOnlyList<Matcher> matchers) => matchers is [] ? "anything" : string.Join(", ", matchers);
}
