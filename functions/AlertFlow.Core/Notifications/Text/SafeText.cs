using System.Buffers;
using System.Globalization;
using System.Text;

namespace AlertFlow.Notifications.Text;

/// <summary>Makes text from outside plain: one line, without terminal codes and invisible or reordering characters.</summary>
public static class SafeText
{
    public const char CutMark = '…';

    private const char Escape = '\u001b';

    /// <summary>The most marks on one character; more would cover the text around it.</summary>
    private const int MarksPerCharacter = 4;

    /// <summary>BEL and ST, the ends of an operating system command.</summary>
    private static readonly SearchValues<string> CommandEnds =
        SearchValues.Create(["\u0007", "\u009c", "\u001b\\"], StringComparison.Ordinal);

    /// <summary>Returns one line of at most <paramref name="max"/> characters; a cut line ends in <see cref="CutMark"/>.</summary>
    public static string Line(string? text, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var line = new StringBuilder(Math.Min(text.Length, max));
        var marks = 0;
        var commandEnd = -1;
        for (var at = 0; at < text.Length && line.Length - 16 <= max;)
        {
            if (EscapeSequence(text, at, ref commandEnd) is var length and > 0)
            {
                at += length;
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed) is not OperationStatus.Done)
            {
                at += consumed;
                continue;
            }

            at += consumed;
            if (Rune.IsWhiteSpace(rune))
            {
                marks = 0;
                if (line.Length > 0 && line[^1] is not ' ')
                {
                    line.Append(' ');
                }
            }
            else if (IsVisible(rune))
            {
                marks = IsMark(rune) ? marks + 1 : 0;
                if (marks <= MarksPerCharacter)
                {
                    line.Append(rune.ToString());
                }
            }
        }

        return Cut(line.ToString().TrimEnd(' '), max);
    }

    /// <summary>Cuts text to <paramref name="max"/> UTF-16 characters, never inside a character as readers see it.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var length && end + length <= max - 1)
        {
            end += length;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(' '), [CutMark]);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsVisible(Rune rune) =>
        rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    /// <summary>
    /// Returns the length of the terminal escape sequence that starts here; 0 when there is none. The next end of a command is
    /// searched only once, because an attacker may open thousands.
    /// </summary>
    private static int EscapeSequence(string text, int start, ref int commandEnd)
    {
        if (text[start] is not (Escape or (>= '\u0080' and <= '\u009f' and not '\u0085')))
        {
            return 0;
        }

        var twoBytes = text[start] is Escape;
        if (twoBytes && start + 1 == text.Length)
        {
            return 1;
        }

        var introducer = twoBytes ? text[start + 1] : (char)(text[start] - 0x40);
        var body = start + (twoBytes ? 2 : 1);
        return introducer switch
        {
            '[' => ControlSequence(text, body) - start,
            ']' or 'P' or 'X' or '^' or '_' => Command(text, body, ref commandEnd) - start,
            >= ' ' and <= '/' => Final(text, Skip(text, body, ' ', '/'), '0', '~') - start,
            >= '0' and <= '~' => body - start,
            _ => 1,
        };
    }

    private static int ControlSequence(string text, int at) => Final(text, Skip(text, Skip(text, at, '0', '?'), ' ', '/'), '@', '~');

    /// <summary>Removes only the introducer of a command that never ends; otherwise it would hide everything after it.</summary>
    private static int Command(string text, int at, ref int commandEnd)
    {
        if (commandEnd < at && commandEnd is not int.MaxValue)
        {
            var next = text.AsSpan(at).IndexOfAny(CommandEnds);
            commandEnd = next < 0 ? int.MaxValue : at + next;
        }

        return commandEnd is int.MaxValue ? at : commandEnd + (text[commandEnd] is Escape ? 2 : 1);
    }

    private static int Skip(string text, int at, char from, char to)
    {
        while (at < text.Length && text[at] >= from && text[at] <= to)
        {
            at++;
        }

        return at;
    }

    private static int Final(string text, int at, char from, char to) =>
        at < text.Length && text[at] >= from && text[at] <= to ? at + 1 : at;
}
