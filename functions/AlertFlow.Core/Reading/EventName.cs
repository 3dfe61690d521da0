namespace AlertFlow.Reading;

/// <summary>
/// Makes a key of the length and three characters of a name, in any case. Names that differ only in case have equal keys, so most
/// other names are told apart without a comparison.
/// </summary>
internal static class EventName
{
    /// <summary>The key of a name with escapes, which must be compared with any other.</summary>
    public const uint Any = uint.MaxValue;

    private const int LowerCase = 0x20;

    /// <summary>2^32 divided by the golden ratio: it spreads keys that differ in few bits.</summary>
    private const uint Golden = 0x9E3779B1;

    public static uint KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    /// <param name="name">ASCII.</param>
    public static uint KeyOf(ReadOnlySpan<char> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    /// <summary>Returns one bit of 32, for a set that excludes most other names at once.</summary>
    public static uint BitOf(uint key) => key is Any ? Any : 1u << (int)((key * Golden) >> 27);

    /// <summary>UTF-8 text never ends in a lead byte, so no real name has the key <see cref="Any"/>.</summary>
    private static uint Key(int length, int first, int middle, int last) =>
        ((uint)length << 24) | ((uint)(byte)(first | LowerCase) << 16) | ((uint)(byte)(middle | LowerCase) << 8) | (byte)(last | LowerCase);
}
