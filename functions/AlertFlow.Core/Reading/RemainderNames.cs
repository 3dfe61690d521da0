using System.Globalization;
using System.Text.Json;
using AlertFlow.Findings;

namespace AlertFlow.Reading;

/// <summary>Writes the names of an object's members, and makes duplicates unique by appending the position: <c>name#3</c>.</summary>
/// <param name="json">The event.</param>
/// <param name="parent">The object.</param>
/// <param name="speaks">For each token from the object on: is it written?</param>
/// <param name="first">The members that were written before.</param>
internal ref struct RemainderNames(EventJson json, int parent, ReadOnlySpan<bool> speaks, ReadOnlySpan<(string Name, JsonPart Value)> first)
{
    /// <summary>Up to this number of members, a scan is faster than a set.</summary>
    private const int Few = 32;

    private readonly ReadOnlySpan<bool> speaks = speaks;
    private readonly ReadOnlySpan<(string Name, JsonPart Value)> first = first;
    private HashSet<string>? said;
    private int written;

    public void Write(Utf8JsonWriter writer, int index, int position)
    {
        ref readonly var token = ref json.Tokens[index];
        if (said is null && (written++ == Few || IsSaid(index)))
        {
            said = SaidBefore(index);
        }

        if (said is null && !token.HasEscapedName)
        {
            writer.WritePropertyName(json.RawName(token));
            return;
        }

        var name = json.Name(token);
        while (said?.Add(name) is false)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name}#{position}");
        }

        writer.WritePropertyName(name);
    }

    private readonly bool IsSaid(int index)
    {
        ref readonly var token = ref json.Tokens[index];
        foreach (var (name, value) in first)
        {
            if (value.IsKnown && json.IsNamed(token, name))
            {
                return true;
            }
        }

        for (var before = parent + 1; before < index; before = json.Tokens[before].Next)
        {
            if (speaks[before - parent] && json.AreNamesakes(token, json.Tokens[before]))
            {
                return true;
            }
        }

        return false;
    }

    private readonly HashSet<string> SaidBefore(int end)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in first)
        {
            if (value.IsKnown)
            {
                _ = names.Add(name);
            }
        }

        for (var index = parent + 1; index < end; index = json.Tokens[index].Next)
        {
            if (speaks[index - parent])
            {
                _ = names.Add(json.Name(json.Tokens[index]));
            }
        }

        return names;
    }
}
