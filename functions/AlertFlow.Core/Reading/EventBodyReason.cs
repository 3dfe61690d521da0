using System.Globalization;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>The reasons why a part of a body is not an event, in words for people.</summary>
internal static class EventBodyReason
{
    public static string Of(JsonException error, bool tooDeep) => tooDeep
        ? $"nested deeper than {EventBody.DeepestElement} levels"
        : string.Create(CultureInfo.InvariantCulture, $"no valid JSON: it breaks off {Place(error)}");

    public static string OfSize(int bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes: SQS and EventBridge carry {EventBody.LargestElement:N0} at most");

    /// <param name="line">A line that is not empty.</param>
    public static string OfLine(ReadOnlySpan<byte> line)
    {
        var found = line[0] switch
        {
            (byte)'"' when line.Length > 1 && line[^1] is (byte)'"' => JsonTokenType.String,
            _ when line.SequenceEqual("true"u8) || line.SequenceEqual("false"u8) => JsonTokenType.True,
            _ when line.SequenceEqual("null"u8) => JsonTokenType.Null,
            _ when double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => JsonTokenType.Number,
            _ => JsonTokenType.None,
        };
        return found is JsonTokenType.None ? "not JSON: a JSON object was expected" : Expected(found);
    }

    private static string Place(JsonException error) => error.LineNumber is > 0 and var lines
        ? string.Create(CultureInfo.InvariantCulture,
                $"{lines} {(lines is 1 ? "line" : "lines")} further down, at byte {error.BytePositionInLine + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"after {error.BytePositionInLine} bytes");

    /// <param name="found">The type that was found in place of an object.</param>
    /// <param name="more">The number of values after it that are not objects either.</param>
    public static string Expected(JsonTokenType found, int more) =>
        more is 0 ? Expected(found) : string.Create(CultureInfo.InvariantCulture, $"{Expected(found)} and {more} more");

    public static string Expected(JsonTokenType found) => found switch
    {
        JsonTokenType.String => "a JSON object was expected, found a string",
        JsonTokenType.Number => "a JSON object was expected, found a number",
        JsonTokenType.True or JsonTokenType.False => "a JSON object was expected, found true or false",
        JsonTokenType.Null => "a JSON object was expected, found null",
        JsonTokenType.StartObject => "a JSON object was expected, found one without members",
        _ => "a JSON object was expected, found an array",
    };
}
