using System.Text.Json;

namespace AlertFlow.Findings;

/// <summary>The value of a member of a <see cref="JsonText"/>. A member without a value is left out.</summary>
internal readonly struct JsonPart
{
    private readonly object? value;
    private readonly long? number;

    private JsonPart(object? value, long? number) => (this.value, this.number) = (value, number);

    public bool IsKnown => value is not null || number is not null;

    public static implicit operator JsonPart(string? text) => new(text, null);

    public static implicit operator JsonPart(long? number) => new(null, number);

    public static implicit operator JsonPart(JsonText? json) => new(json, null);

    /// <returns>False where there is no value and nothing was written.</returns>
    public bool WriteTo(Utf8JsonWriter writer, string name)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case JsonText json:
                writer.WritePropertyName(name);
                writer.WriteRawValue(json.Utf8, skipInputValidation: true);
                break;
            default:
                if (number is { } known)
                {
                    writer.WriteNumber(name, known);
                }

                break;
        }

        return IsKnown;
    }
}
