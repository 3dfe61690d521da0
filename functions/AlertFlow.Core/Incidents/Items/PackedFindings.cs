using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;

namespace AlertFlow.Incidents.Items;

/// <summary>Packs remembered findings into one base64 text, 33 bytes each: id, count, hidden count, second seen, signal, flags.</summary>
public sealed class PackedFindings : JsonConverter<IReadOnlyList<RememberedFinding>>
{
    private const int IdBytes = 16;
    private const int Bytes = IdBytes + 4 + 4 + 4 + 4 + 1;

    public override IReadOnlyList<RememberedFinding> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var packed = reader.GetBytesFromBase64();
        return packed.Length % Bytes == 0
            ? [.. packed.Chunk(Bytes).Select(Unpack)]
            : throw new JsonException("Remembered findings are cut short");
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
