using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlertFlow.Tests.Ocsf;

/// <summary>
/// The keywords of JSON Schema 2020-12 that the OCSF schema uses. A keyword that is not known here fails loudly, so that
/// nothing passes for want of a check.
/// </summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly Dictionary<string, Regex> Patterns = [];

    public static JsonSchema Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new(document.RootElement.Clone());
    }

    /// <summary>Every breach as <c>path: what</c>; none where the value is valid.</summary>
    public IReadOnlyList<string> Validate(JsonElement value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string path) => schema.ValueKind switch
    {
        JsonValueKind.True => [],
        JsonValueKind.False => [$"{path}: nothing is allowed here"],
        _ => schema.EnumerateObject().SelectMany(keyword => Check(keyword.Name, keyword.Value, schema, value, path)),
    };

    private IEnumerable<string> Check(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string path) => keyword switch
    {
        "$schema" or "$id" or "$comment" or "$defs" or "title" or "description" or "deprecated" or "then" => [],
        "$ref" => Check(Resolve(rule.GetString()!), value, path),
        "type" => IsOfType(rule, value) ? [] : [$"{path}: {rule} expected, found {value.ValueKind}"],
        "const" => JsonElement.DeepEquals(rule, value) ? [] : [$"{path}: {rule} expected"],
        "enum" => rule.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)) ? [] : [$"{path}: {value} is none of the enumeration"],
        "minimum" => IsNumber(value) && value.GetDecimal() < rule.GetDecimal() ? [$"{path}: less than {rule}"] : [],
        "maximum" => IsNumber(value) && value.GetDecimal() > rule.GetDecimal() ? [$"{path}: more than {rule}"] : [],
        "maxLength" => IsText(value) && new StringInfo(value.GetString()!).LengthInTextElements > rule.GetInt32() ? [$"{path}: longer than {rule}"] : [],
        "pattern" => IsText(value) && !Pattern(rule.GetString()!).IsMatch(value.GetString()!) ? [$"{path}: {value} does not match"] : [],
        "required" => Object(value) is null
            ? []
            : rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: {name} is missing"),
        "properties" => Members(value).Where(member => rule.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(rule.GetProperty(member.Name), member.Value, $"{path}.{member.Name}")),
        "additionalProperties" => Members(value)
            .Where(member => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(rule, member.Value, $"{path}.{member.Name}")),
        "items" => value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().SelectMany((item, index) => Check(rule, item, $"{path}[{index}]"))
            : [],
        "allOf" => rule.EnumerateArray().SelectMany(part => Check(part, value, path)),
        "anyOf" => Passing(rule, value, path) > 0 ? [] : [$"{path}: none of anyOf"],
        "oneOf" => Passing(rule, value, path) is 1 ? [] : [$"{path}: not exactly one of oneOf"],
        "if" => Check(rule, value, path).Any() || !schema.TryGetProperty("then", out var then) ? [] : Check(then, value, path),
        _ => throw new UnreachableException($"The schema uses {keyword}, which is not checked"),
    };

    private int Passing(JsonElement options, JsonElement value, string path) => options.EnumerateArray().Count(option => !Check(option, value, path).Any());

    private JsonElement Resolve(string reference) => root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool IsOfType(JsonElement rule, JsonElement value) => rule.ValueKind is JsonValueKind.Array
        ? rule.EnumerateArray().Any(option => IsOfType(option, value))
        : rule.GetString() switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => IsText(value),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => IsNumber(value),
            "integer" => IsNumber(value) && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
            "null" => value.ValueKind is JsonValueKind.Null,
            var other => throw new UnreachableException($"Unknown type {other}"),
        };

    private static bool IsText(JsonElement value) => value.ValueKind is JsonValueKind.String;

    private static bool IsNumber(JsonElement value) => value.ValueKind is JsonValueKind.Number;

    private static JsonElement? Object(JsonElement value) => value.ValueKind is JsonValueKind.Object ? value : null;

    private static IEnumerable<JsonProperty> Members(JsonElement value) => Object(value)?.EnumerateObject() ?? Enumerable.Empty<JsonProperty>();

    private static Regex Pattern(string pattern)
    {
        lock (Patterns)
        {
            return Patterns.TryGetValue(pattern, out var known)
                ? known
                : Patterns[pattern] = new(pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(5));
        }
    }
}
