using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Containers;

namespace AlertFlow.Sources.Falco;

/// <summary>An alert of Falco, read from any of its forms.</summary>
internal sealed record FalcoAlert
{
    public required string? Rule { get; init; }

    /// <summary>Not marked as read, because several priorities share one severity.</summary>
    public required string? Priority { get; init; }
    public required string? Output { get; init; }

    /// <summary>The data source of the rule: <c>syscall</c>, or that of a plugin.</summary>
    public required string? DataSource { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }
    public required DateTimeOffset? At { get; init; }

    /// <summary>The time as text, with nanoseconds.</summary>
    public required string? OriginalTime { get; init; }

    /// <summary>The alert's id, or a hash of its bytes: Falco's own alerts have none.</summary>
    public required string Id { get; init; }

    /// <summary>The node that has <c>hostname</c>.</summary>
    public required SourceNode Root { get; init; }

    public required FieldMap Fields { get; init; }

    /// <summary>Returns what was not read.</summary>
    public required Func<JsonText?> Unread { get; init; }

    public static bool IsOne(SourceNode root) =>
        root["rule"].PeekText() is not null && root["priority"].PeekText() is not null
        && (root["output"].Exists || root["output_fields"].Exists || root["time"].Exists);

    public static bool IsOne(SnsEnvelope envelope) => envelope.Event is { } alert
        ? IsOne(SourceNode.Of(alert))
        : envelope.Attributes["rule"].Exists && envelope.Attributes["priority"].Exists;

    public static FalcoAlert OfJson(SourceNode root, EventJson element)
    {
        var fields = new FieldMap(root["output_fields"]);
        return new()
        {
            Rule = root["rule"].Text(),
            Priority = root["priority"].PeekText(),

            // The message is the output without time and priority. Falco writes it only where it is configured to.
            Output = root["message"].Text() ?? root["output"].Text(),
            DataSource = root["source"].Text(),
            Tags = [.. root["tags"].Items.Select(tag => tag.Text()).OfType<string>()],
            At = root["time"].PeekTime() ?? fields.PeekTime("evt.time"),
            OriginalTime = root["time"].Text() ?? fields.Peek("evt.time"),
            Id = root["uuid"].Text() ?? ContentId.Of(element.Text),
            Root = root,
            Fields = fields,
            Unread = root.Remainder,
        };
    }

    /// <summary>Reads an alert that was published as text. Everything but the output is in the message attributes.</summary>
    public static FalcoAlert OfText(SnsEnvelope envelope, ReadOnlySpan<byte> bytes)
    {
        var fields = FieldMap.OfAttributes(envelope.Attributes);
        var time = envelope.Root["Timestamp"];
        return new()
        {
            Rule = envelope.Attribute("rule"),
            Priority = envelope.Attributes["priority"]["Value"].PeekText(),
            Output = envelope.Root["Message"].Text(),
            DataSource = envelope.Attribute("source"),
            Tags = envelope.Attributes["tags"]["Value"].PeekText()
                ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            At = time.PeekTime(),
            OriginalTime = time.Text(),
            Id = envelope.Root["MessageId"].Text() ?? ContentId.Of(bytes),
            Root = SourceNode.Missing,
            Fields = fields,
            Unread = envelope.Root.Remainder,
        };
    }
}
