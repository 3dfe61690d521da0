using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Incidents.Items;

/// <summary>Reads and writes stored items: UTF-8 JSON, always under 64 kB. Samples are dropped first.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(EpochMilliseconds), typeof(PackedFindings)])]
[JsonSerializable(typeof(IncidentItem))]
public sealed partial class ItemJson : JsonSerializerContext
{
    /// <summary>The most bytes of an item. A delivery item and DynamoDB's own overhead fit above it.</summary>
    public const int MaxBytes = 60_000;

    private static ItemJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(IncidentItem item)
    {
        var whole = Bytes(item);
        if (whole.Length <= MaxBytes)
        {
            return whole;
        }

        var spare = WithoutSamples(item);
        return Bytes(spare) is { Length: <= MaxBytes } lighter
            ? lighter
            : Bytes(spare with { Outbox = [.. spare.Outbox.Select(entry => entry.Bare())] });
    }

    /// <summary>Writes an entry of the outbox, in the form that it has in the item.</summary>
    public static byte[] Write(Notification entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Readable.Notification);

    /// <exception cref="UnreadableItemException">The bytes are not an item.</exception>
    /// <exception cref="NewerItemException">The layout is newer than this code.</exception>
    public static IncidentItem Read(ReadOnlySpan<byte> json)
    {
        if (SchemaOf(json) is var schema && schema > Items.IncidentItem.CurrentSchema)
        {
            throw new NewerItemException($"The item has schema {schema}; this code knows {Items.IncidentItem.CurrentSchema}");
        }

        try
        {
            return JsonSerializer.Deserialize(json, Readable.IncidentItem) ?? throw new UnreadableItemException("The item is null");
        }
        catch (JsonException exception)
        {
            throw new UnreadableItemException($"The item is not readable: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the schema, or 0 when there is none. It is read alone, because the rest of a newer item may be anything.</summary>
    private static int SchemaOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                var isSchema = reader.ValueTextEquals("schema"u8);
                reader.Read();
                if (isSchema)
                {
                    return reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var schema) ? schema : 0;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return 0; // Reading the whole item reports the error.
        }

        return 0;
    }

    private static byte[] Bytes(IncidentItem item) => JsonSerializer.SerializeToUtf8Bytes(item, Readable.IncidentItem);

    /// <summary>Drops samples, and keeps Withheld only for the most severe signals. The counts of the others stay hidden.</summary>
    private static IncidentItem WithoutSamples(IncidentItem item)
    {
        var withheld = item.Incident.Signals.Where(signal => signal.Withheld is not null)
            .OrderByDescending(signal => signal.Withheld?.Severity.Rank)
            .Take(SignalList.MaxHidden)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return item with
        {
            Incident = item.Incident with
            {
                Signals =
                [
                    .. item.Incident.Signals.Select(signal => signal with
                    {
                        Sample = null,
                        SrcUrl = null,
                        Reference = null,
                        Withheld = withheld.Contains(signal) ? signal.Withheld : null,
                    }),
                ],
            },
        };
    }
}
