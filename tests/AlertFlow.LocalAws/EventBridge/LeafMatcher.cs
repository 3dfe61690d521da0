using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlertFlow.LocalAws.EventBridge;

/// <summary>One value or operator of a pattern.</summary>
/// <param name="Holds">Whether a value of the event will do.</param>
/// <param name="HoldsWithout">Whether no value at all will do.</param>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"/>
internal sealed record LeafMatcher(Func<JsonElement, bool> Holds, bool HoldsWithout = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="FormatException">There is no such operator, or its argument is wrong.</exception>
    public static LeafMatcher Of(JsonElement pattern, string path)
    {
        if (pattern.ValueKind is not JsonValueKind.Object)
        {
            return new(Exactly(pattern.Clone(), path));
        }

        if (pattern.EnumerateObject().Count() != 1)
        {
            throw new FormatException($"{path}: expected one operator in an object");
        }

        var (name, argument) = (pattern.EnumerateObject().Single().Name, pattern.EnumerateObject().Single().Value.Clone());
        return name switch
        {
            "exists" when argument.ValueKind is JsonValueKind.True or JsonValueKind.False => new(_ => argument.GetBoolean(), !argument.GetBoolean()),
            "numeric" => new(Numeric(argument, path)),
            "cidr" => new(Cidr(argument, path)),
            "anything-but" => new(AnythingBut(argument, path)),
            _ => new(OfText(name, argument, path)),
        };
    }

    private static Func<JsonElement, bool> Exactly(JsonElement expected, string path) => expected.ValueKind switch
    {
        JsonValueKind.String => value => value.ValueKind is JsonValueKind.String && value.GetString() == expected.GetString(),
        JsonValueKind.Number => value => value.ValueKind is JsonValueKind.Number && value.GetDouble().Equals(expected.GetDouble()),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => value => value.ValueKind == expected.ValueKind,
        _ => throw new FormatException($"{path}: expected a string, a number, true, false, null or an operator"),
    };

    private static Func<JsonElement, bool> OfText(string name, JsonElement argument, string path)
    {
        var fold = argument.ValueKind is JsonValueKind.Object && name is "prefix" or "suffix" && argument.TryGetProperty("equals-ignore-case", out _);
        if (fold)
        {
            argument = argument.GetProperty("equals-ignore-case");
        }

        if (argument.ValueKind is not JsonValueKind.String)
        {
            throw new FormatException($"{path}: expected a string after {name}");
        }

        var text = argument.GetString()!;
        var comparison = fold ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        Func<string, bool> holds = name switch
        {
            "prefix" => value => value.StartsWith(text, comparison),
            "suffix" => value => value.EndsWith(text, comparison),
            "equals-ignore-case" => value => value.Equals(text, StringComparison.OrdinalIgnoreCase),
            "wildcard" => Wildcard(text, path),
            _ => throw new FormatException($"{path}: there is no operator {name}"),
        };
        return value => value.ValueKind is JsonValueKind.String && holds(value.GetString()!);
    }

    private static Func<string, bool> Wildcard(string text, string path)
    {
        if (text.Contains("**", StringComparison.Ordinal))
        {
            throw new FormatException($"{path}: a wildcard has no two stars in a row");
        }

        var pattern = new Regex($@"\A{Regex.Escape(text).Replace(@"\*", ".*", StringComparison.Ordinal)}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, Patience);
        return pattern.IsMatch;
    }

    private static Func<JsonElement, bool> AnythingBut(JsonElement argument, string path)
    {
        Func<JsonElement, bool>[] excluded = argument.ValueKind switch
        {
            JsonValueKind.Array => [.. argument.EnumerateArray().Select(one => Exactly(one, path))],
            JsonValueKind.Object when argument.EnumerateObject().Count() == 1 =>
                [.. OneOrMore(argument.EnumerateObject().Single().Value).Select(one => OfText(argument.EnumerateObject().Single().Name, one, path))],
            JsonValueKind.Object => throw new FormatException($"{path}: expected one operator after anything-but"),
            _ => [Exactly(argument, path)],
        };
        return value => !Array.Exists(excluded, holds => holds(value));
    }

    private static List<JsonElement> OneOrMore(JsonElement argument) =>
        argument.ValueKind is JsonValueKind.Array ? [.. argument.EnumerateArray()] : [argument];

    private static Func<JsonElement, bool> Numeric(JsonElement argument, string path)
    {
        if (argument.ValueKind is not JsonValueKind.Array || argument.GetArrayLength() is not (2 or 4))
        {
            throw new FormatException($"{path}: expected one or two comparisons after numeric");
        }

        var parts = argument.EnumerateArray().ToList();
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        List<Func<double, bool>> comparisons = [];
        foreach (var pair in parts.Chunk(2))
        {
            if (pair[0].ValueKind is not JsonValueKind.String || pair[1].ValueKind is not JsonValueKind.Number)
            {
                throw new FormatException($"{path}: expected an operator and a number after numeric");
            }

            var number = pair[1].GetDouble();
            comparisons.Add(pair[0].GetString() switch
            {
                "=" => value => value.Equals(number),
                ">" => value => value > number,
                ">=" => value => value >= number,
                "<" => value => value < number,
                "<=" => value => value <= number,
                var other => throw new FormatException($"{path}: numeric knows =, >, >=, < and <=, not {other}"),
            });
            (low, high) = pair[0].GetString()![0] is '>' ? (number, high) : (low, number);
        }

        return low < high || parts.Count == 2
            ? value => value.ValueKind is JsonValueKind.Number && comparisons.TrueForAll(holds => holds(value.GetDouble()))
            : throw new FormatException($"{path}: the range of numeric is empty");
    }

    private static Func<JsonElement, bool> Cidr(JsonElement argument, string path)
    {
        if (argument.ValueKind is not JsonValueKind.String || !IPNetwork.TryParse(argument.GetString(), out var network))
        {
            throw new FormatException($"{path}: expected a network such as 10.0.0.0/8 after cidr");
        }

        return value => value.ValueKind is JsonValueKind.String && IPAddress.TryParse(value.GetString(), out var address) && network.Contains(address);
    }
}
