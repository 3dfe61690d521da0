using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AlertFlow.Reading;

internal static class InvalidUtf8
{
    /// <summary>The first byte that is not UTF-8; -1 where all is.</summary>
    public static int At(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return -1;
        }

        for (var index = 0; index < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[index..], out _, out var length) is not OperationStatus.Done)
            {
                return index;
            }

            index += length;
        }

        return -1;
    }
}
