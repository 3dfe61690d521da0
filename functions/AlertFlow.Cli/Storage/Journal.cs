using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Cli.Storage;

/// <summary>The notifications of one replay, in order, and its progress: with it, an interrupted replay goes on where it was.</summary>
public sealed class Journal(SqliteDatabase database, string trace)
{
    /// <summary>The number of steps that are committed and handed over.</summary>
    public int Steps =>
        database.Query("SELECT steps FROM replayed WHERE trace = $trace", row => row.GetInt32(0), ("$trace", trace)).FirstOrDefault();

    public IReadOnlyList<Notification> Told =>
    [
        .. database.Query(
            "SELECT notification FROM told WHERE trace = $trace ORDER BY position",
            row => JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), JournalJson.Default.Notification)
                ?? throw new InvalidDataException("The journal holds a null"),
            ("$trace", trace)),
    ];

    /// <summary>Stores a notification.</summary>
    /// <returns>False when it was stored before.</returns>
    public bool Append(Notification notification) => database.Run(
        "INSERT INTO told (trace, incident, sequence, notification) VALUES ($trace, $incident, $sequence, $notification) "
        + "ON CONFLICT DO NOTHING",
        ("$trace", trace),
        ("$incident", notification.Incident),
        ("$sequence", notification.Sequence),
        ("$notification", JsonSerializer.SerializeToUtf8Bytes(notification, JournalJson.Default.Notification))) == 1;

    public void Advance(int steps) => database.Run(
        "INSERT INTO replayed (trace, steps) VALUES ($trace, $steps) ON CONFLICT DO UPDATE SET steps = max(steps, $steps)",
        ("$trace", trace), ("$steps", steps));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(EpochMilliseconds)])]
[JsonSerializable(typeof(Notification))]
internal sealed partial class JournalJson : JsonSerializerContext;
