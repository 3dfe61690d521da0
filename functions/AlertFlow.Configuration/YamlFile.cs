using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AlertFlow.Configuration;

/// <summary>Parses one YAML document into nodes. Its length, depth and expanded aliases are limited.</summary>
internal sealed class YamlFile
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 64;
    private const int MaxSize = 50_000;

    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Dictionary<string, Node> anchors = [];

    private YamlFile(string text)
    {
        scanner = new(new StringReader(text), skipComments: true);
        parser = new(scanner);
    }

    /// <summary>Returns the root; null, with an error in the report, when it is not YAML.</summary>
    public static Node? Read(string text, Report report)
    {
        if (text.Length > MaxLength)
        {
            report.Error(new(1, 1), $"the file is {text.Length} characters long, expected at most {MaxLength}");
            return null;
        }

        var file = new YamlFile(text);
        try
        {
            return file.Document();
        }
        catch (YamlException e)
        {
            report.Error(At(e.End.Index > 0 ? e.End : file.scanner.CurrentPosition), $"YAML: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The library's own exceptions, for a character that begins no value or an invalid tag.
            report.Error(At(file.scanner.CurrentPosition), "YAML: a value cannot begin like this, expected it in quotes");
        }

        return null;
    }

    private Node Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw Refused(new(index: 1, line: 1, column: 1), "the file is empty, expected a mapping with the keys route and receivers");
        }

        var root = Read(1);
        parser.Consume<DocumentEnd>();
        return parser.Accept<DocumentStart>(out var second)
            ? throw Refused(second.Start, "a second document begins, expected one document")
            : root;
    }

    private Node Read(int depth)
    {
        var mark = parser.Current?.Start ?? Mark.Empty;
        var place = At(mark);
        if (depth > MaxDepth)
        {
            throw Refused(mark, $"nested deeper than {MaxDepth} levels");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw Refused(mark, $"alias *{alias.Value.Value} has no anchor before it");
        }

        // The parser lets a mapping end after a key.
        var anchor = (parser.Current as NodeEvent ?? throw Refused(mark, "a value is missing")).Anchor;
        Node node = parser.Current switch
        {
            SequenceStart => Sequence(place, depth),
            MappingStart => Mapping(place, depth),
            _ => Scalar(place),
        };
        if (node.Size > MaxSize || node.Depth > MaxDepth)
        {
            throw Refused(mark, $"aliases make this larger than {MaxSize} values or deeper than {MaxDepth} levels");
        }

        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = node;
        }

        return node;
    }

    private Node.Scalar Scalar(Place place)
    {
        var scalar = parser.Consume<Scalar>();
        return new(place, scalar.Value, scalar.Style is ScalarStyle.Plain);
    }

    private Node.Sequence Sequence(Place place, int depth)
    {
        parser.Consume<SequenceStart>();
        List<Node> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(depth + 1));
        }

        return new(place, items);
    }

    private Node.Mapping Mapping(Place place, int depth)
    {
        parser.Consume<MappingStart>();
        List<KeyValuePair<Node.Scalar, Node>> entries = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var mark = parser.Current?.Start ?? Mark.Empty;
            var key = Read(depth + 1);
            entries.Add(new(key as Node.Scalar ?? throw Refused(mark, $"a key is {key.Kind}, expected a word"), Read(depth + 1)));
        }

        return new(place, entries);
    }

    private static YamlException Refused(in Mark mark, string what) => new(mark, mark, what);

    private static Place At(in Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
