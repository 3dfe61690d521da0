using System.Text;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Slack;

namespace AlertFlow.Cli.Demo;

/// <summary>Shows Block Kit as a person reads it, from the very request that Slack would get.</summary>
internal static class SlackPreview
{
    /// <summary>Returns the header, then each line below it.</summary>
    public static IReadOnlyList<string> Lines(SlackRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var text = new StringBuilder();
        foreach (var block in body.RootElement.GetProperty("blocks").EnumerateArray())
        {
            Write(block, text);
            text.Append('\n');
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.TryGetProperty("url", out _) && element.TryGetProperty("text", out var label):
                text.Append('[').Append(label.ValueKind is JsonValueKind.String ? label.GetString() : label.GetProperty("text").GetString())
                    .Append(']');
                break;
            case JsonValueKind.Object when element.TryGetProperty("text", out var said) && said.ValueKind is JsonValueKind.String:
                text.Append(said.GetString());
                break;
            case JsonValueKind.Object when element.TryGetProperty("text", out var inner):
                Write(inner, text);
                break;
            case JsonValueKind.Object when element.TryGetProperty("elements", out var elements):
                foreach (var part in elements.EnumerateArray())
                {
                    Write(part, text);
                }

                if (element.GetProperty("type").GetString() is "rich_text_section" or "rich_text_preformatted")
                {
                    text.Append('\n');
                }

                break;
        }
    }
}
