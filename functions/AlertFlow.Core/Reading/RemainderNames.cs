using System.Globalization;
using System.Text.Json;
using AlertFlow.Findings;

namespace AlertFlow.Reading;

/// <summary>Writes the names of an object's members, each once: one that is said again gets its position behind it, <c>name#3</c>.</summary>
/// <param name="json">The event.</param>
/// <param name="parent">The object.</param>
/// <param name="speaks">Of the object and what follows it, whether it is written.</param>
/// <param name="first">The members that stand before those of the object.</param>
internal ref struct RemainderNames(EventJson json, int parent, ReadOnlySpan<bool> speaks, ReadOnlySpan<(string Name, JsonPart Value)> first)
{
    /// <summary>Up to so many members, comparing each with each is quicker than a set.</summary>
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
