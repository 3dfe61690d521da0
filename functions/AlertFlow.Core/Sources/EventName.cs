namespace AlertFlow.Sources;

/// <summary>
/// What tells most names apart at a glance: the length and three characters of a name, in any case. Names that are equal but for
/// their case have equal keys, so that only few need to be compared.
/// </summary>
internal static class EventName
{
    private const int LowerCase = 0x20;

    public static uint KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    /// <param name="name">ASCII.</param>
    public static uint KeyOf(ReadOnlySpan<char> name) => name.IsEmpty ? 0 : Key(name.Length, name[0], name[name.Length / 2], name[^1]);

    private static uint Key(int length, int first, int middle, int last) =>
        ((uint)length << 24) | ((uint)(byte)(first | LowerCase) << 16) | ((uint)(byte)(middle | LowerCase) << 8) | (byte)(last | LowerCase);
}
