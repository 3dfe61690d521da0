using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Deliveries;

/// <summary>Reads and writes delivery items and wake-ups.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(EpochMilliseconds)])]
[JsonSerializable(typeof(DeliveryItem))]
[JsonSerializable(typeof(WakeUp))]
[JsonSerializable(typeof(DeadLetter))]
public sealed partial class DeliveryJson : JsonSerializerContext
{
    private static DeliveryJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(DeliveryItem item) => JsonSerializer.SerializeToUtf8Bytes(item, Readable.DeliveryItem);

    /// <exception cref="UnreadableItemException">The bytes are not a delivery item.</exception>
    /// <exception cref="NewerItemException">The layout is newer than this code.</exception>
    public static DeliveryItem ReadItem(ReadOnlySpan<byte> json)
    {
        try
        {
            var item = JsonSerializer.Deserialize(json, Readable.DeliveryItem)
                ?? throw new UnreadableItemException("The delivery item is null");
            return item.Schema <= Deliveries.DeliveryItem.CurrentSchema
                ? item
                : throw new NewerItemException(
                    $"The delivery item has schema {item.Schema}; this code knows {Deliveries.DeliveryItem.CurrentSchema}");
        }
        catch (JsonException exception)
        {
            throw new UnreadableItemException($"The delivery item is not readable: {exception.Message}", exception);
        }
    }

    public static string Write(WakeUp wakeUp) => JsonSerializer.Serialize(wakeUp, Readable.WakeUp);

    /// <returns>The wake-up; null when the text is not one.</returns>
    public static WakeUp? ReadWakeUp(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Readable.WakeUp);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(DeadLetter letter) => JsonSerializer.Serialize(letter, Readable.DeadLetter);
}

/// <summary>A notification that could not be delivered to anybody.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="WakeUp">The delivery. It is settled, so nothing sends it again by itself.</param>
/// <param name="Notification">The notification.</param>
public sealed record DeadLetter(string Reason, WakeUp WakeUp, Notification Notification);
