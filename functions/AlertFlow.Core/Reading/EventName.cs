namespace AlertFlow.Reading;

/// <summary>
/// What tells most names apart at a glance: the length and three characters of a name, in any case. Names that are equal but for
/// their case have equal keys, so that only few need to be compared.
/// </summary>
internal static class EventName
{
    /// <summary>The key of a name with escapes, which must be compared with any other.</summary>
    public const uint Any = uint.MaxValue;

    private const int LowerCase = 0x20;

    /// <summary>2^32 over the golden ratio, which spreads keys that differ in few bits.</summary>
    private const uint Golden = 0x9E3779B1;

    public static uint KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    /// <param name="name">ASCII.</param>
    public static uint KeyOf(ReadOnlySpan<char> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    /// <summary>One bit of 32, for a set of names that says of most others at once that they are not in it.</summary>
    public static uint BitOf(uint key) => key is Any ? Any : 1u << (int)((key * Golden) >> 27);

    /// <summary>The last byte of UTF-8 text begins no character of several, so that no name has the key <see cref="Any"/>.</summary>
    private static uint Key(int length, int first, int middle, int last) =>
        ((uint)length << 24) | ((uint)(byte)(first | LowerCase) << 16) | ((uint)(byte)(middle | LowerCase) << 8) | (byte)(last | LowerCase);
}
