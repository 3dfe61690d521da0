using System.Text.Json;

namespace AlertFlow.LocalAws.EventBridge;

/// <summary>A rule: what matches its pattern goes to its target, as it is.</summary>
public sealed record EventRule(string Name, EventPattern Pattern, Func<string, Task> Target);

/// <summary>An event bus.</summary>
public sealed class EventBus(params IReadOnlyList<EventRule> rules)
{
    /// <summary>Puts an event on the bus: a whole envelope, as a target receives it.</summary>
    /// <returns>The rules that it matched.</returns>
    public async Task<IReadOnlyList<string>> PutAsync(string envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        var matched = rules.Where(rule => rule.Pattern.Matches(json.RootElement)).ToList();
        foreach (var rule in matched)
        {
            await rule.Target(envelope);
        }

        return [.. matched.Select(rule => rule.Name)];
    }
}
