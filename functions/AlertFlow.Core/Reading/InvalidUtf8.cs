using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AlertFlow.Reading;

/// <summary>Finds bytes that are not UTF-8.</summary>
internal static class InvalidUtf8
{
    /// <summary>Returns the position of the first byte that is not UTF-8, or -1.</summary>
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
