using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Incidents.Storing;

/// <summary>An item as stores hold it: UTF-8 JSON, under 64 kB whatever happens, samples given up first.</summary>
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
    /// <summary>What an item may weigh; a delivery item and DynamoDB's own overhead find room above it.</summary>
    public const int MaxBytes = 60_000;

    private static ItemJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(IncidentItem item)
    {
        var whole = Bytes(item);
        if (whole.Length <= MaxBytes)
        {
            return whole;
        }

        var spare = WithoutSamples(item);
        return Bytes(spare) is { Length: <= MaxBytes } lighter ? lighter : Bytes(spare with { Outbox = [.. spare.Outbox.Select(entry => entry.Bare())] });
    }

    /// <summary>An entry of the outbox, as the item holds it.</summary>
    public static byte[] Write(Notification entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Readable.Notification);

    /// <exception cref="UnreadableItemException">It is no item.</exception>
    /// <exception cref="NewerItemException">It has a layout that is newer than this code.</exception>
    public static IncidentItem Read(ReadOnlySpan<byte> json)
    {
        if (SchemaOf(json) is var schema && schema > Incidents.IncidentItem.CurrentSchema)
        {
            throw new NewerItemException($"The item has schema {schema}; this code knows {Incidents.IncidentItem.CurrentSchema}");
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

    /// <summary>Read by itself, since the rest of a newer item may be anything; 0 where there is none.</summary>
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
            return 0; // Reading it whole says what is wrong with it.
        }

        return 0;
    }

    private static byte[] Bytes(IncidentItem item) => JsonSerializer.SerializeToUtf8Bytes(item, Readable.IncidentItem);

    /// <summary>What is withheld is told of the gravest signals; of the others, of which there are very many, it stays hidden.</summary>
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

/// <summary>A stored item that nobody can read: it is set aside, and its key begins anew.</summary>
public sealed class UnreadableItemException : Exception
{
    public UnreadableItemException()
    {
    }

    public UnreadableItemException(string message)
        : base(message)
    {
    }

    public UnreadableItemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A stored item that a later version of this code wrote, and that this one must not write over.</summary>
public sealed class NewerItemException : Exception
{
    public NewerItemException()
    {
    }

    public NewerItemException(string message)
        : base(message)
    {
    }

    public NewerItemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Remembered findings as one base64 text, 33 bytes each: id, count, hidden count, second seen, signal, flags.</summary>
public sealed class PackedFindings : JsonConverter<IReadOnlyList<RememberedFinding>>
{
    private const int IdBytes = 16;
    private const int Bytes = IdBytes + 4 + 4 + 4 + 4 + 1;

    public override IReadOnlyList<RememberedFinding> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var packed = reader.GetBytesFromBase64();
        return packed.Length % Bytes == 0 ? [.. packed.Chunk(Bytes).Select(Unpack)] : throw new JsonException("Remembered findings are cut short");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<RememberedFinding> value, JsonSerializerOptions options)
    {
        var packed = new byte[value.Count * Bytes];
        for (var index = 0; index < value.Count; index++)
        {
            Pack(value[index], packed.AsSpan(index * Bytes, Bytes));
        }

        writer.WriteBase64StringValue(packed);
    }

    private static void Pack(RememberedFinding finding, Span<byte> to)
    {
        finding.Id.Span.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[IdBytes..], finding.Count);
        BinaryPrimitives.WriteInt32LittleEndian(to[(IdBytes + 4)..], finding.Hidden);
        BinaryPrimitives.WriteUInt32LittleEndian(to[(IdBytes + 8)..], (uint)finding.SeenAt.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32LittleEndian(to[(IdBytes + 12)..], finding.Signal);
        to[^1] = (byte)((finding.Archived ? 1 : 0) | (finding.Active ? 2 : 0) | (finding.Shelved ? 4 : 0));
    }

    private static RememberedFinding Unpack(byte[] packed) => new()
    {
        Id = packed.AsMemory(0, IdBytes),
        Count = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(IdBytes)),
        Hidden = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(IdBytes + 4)),
        SeenAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(IdBytes + 8))),
        Signal = BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(IdBytes + 12)),
        Archived = (packed[^1] & 1) != 0,
        Active = (packed[^1] & 2) != 0,
        Shelved = (packed[^1] & 4) != 0,
    };
}
