namespace AlertFlow.Reading;

/// <summary>Makes text from an event safe for a reason: short and without control characters.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Of(string text)
    {
        var cut = text.Length > Longest ? $"{text.AsSpan(0, Longest)}…" : text;
        return $"\"{string.Concat(cut.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character))}\"";
    }
}
