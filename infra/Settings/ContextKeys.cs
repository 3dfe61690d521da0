using System.Text.Json.Nodes;
using Amazon.CDK;

namespace AlertFlow.Infra.Settings;

/// <summary>The keys that an app is given.</summary>
internal static class ContextKeys
{
    /// <summary>What has a colon or a slash in it is the CDK's own.</summary>
    /// <exception cref="SettingsException">A key is misspelt: it would silently do nothing.</exception>
    public static void RefuseUnknown(App app)
    {
        string[] known = [.. ContextKey.All.Select(key => key.Name)];
        string[] unknown = [.. Given(app).Where(key => !key.Contains(':', StringComparison.Ordinal) && !key.Contains('/', StringComparison.Ordinal) && !known.Contains(key))];
        if (unknown.Length > 0)
        {
            throw new SettingsException(unknown.Select(key => $"{key} is no context key, {Configuration.Suggestion.Among(known, key)}"));
        }
    }

    private static IEnumerable<string> Given(App app) => app.Node.GetAllContext() is { } context
        ? context is IDictionary<string, object> map ? map.Keys : [.. JsonNode.Parse(context.ToString()!)!.AsObject().Select(member => member.Key)]
        : [];
}
