using System.Globalization;
using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Containers;

/// <summary>
/// Falco's fields, and the labels that stand beside them: flat maps with dotted keys, written as objects or as arrays of key
/// and value. Of maps that know a key the first counts. What is not known is written in several ways.
/// </summary>
/// <seealso href="https://falco.org/docs/reference/rules/supported-fields/"/>
internal sealed class FieldMap
{
    /// <summary>What these say is up to the process that is watched: it must not choose the task that it is taken for.</summary>
    private static readonly string[] SaidByProcess = ["proc.", "fd.", "fs.", "evt.", "user.", "group.", "thread.", "process.", "syslog."];

    private readonly Dictionary<string, Entry>[] indexes;

    public FieldMap(params IEnumerable<SourceNode> maps) => indexes = [.. maps.Select(Index)];

    private FieldMap(Dictionary<string, Entry> index) => indexes = [index];

    /// <summary>The attributes of an SNS message, which say of each value what type it has.</summary>
    public static FieldMap OfAttributes(SourceNode attributes)
    {
        var index = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, attribute) in attributes.Members)
        {
            index[Plain(key)] = new(attribute["Value"], null);
        }

        return new(index);
    }

    public string? Text(params ReadOnlySpan<string> keys) => Find(keys, static _ => true)?.Take();

    /// <summary>As <see cref="Text"/>; what runs in no container is said to run in the container <c>host</c>.</summary>
    public string? ContainerText(params ReadOnlySpan<string> keys) => Find(keys, static text => text is not "host")?.Take();

    /// <summary>As <see cref="Text"/>, but not counted as read: for what is only a part of what is written.</summary>
    public string? Peek(params ReadOnlySpan<string> keys) => Find(keys, static _ => true)?.Value.PeekText();

    public string? Path(params ReadOnlySpan<string> keys) => Find(keys, static text => text.StartsWith('/'))?.Take();

    public string? Ip(params ReadOnlySpan<string> keys) => Find(keys, IpAddress.IsOne)?.Take();

    public string? Sha256(string key) => Find([key], Fingerprint.IsSha256)?.Take();

    public int? Int(string key) => Find([key], IsInt) is { } entry ? entry.TakeInt() : null;

    public int? Port(params ReadOnlySpan<string> keys) => Find(keys, IsPort) is { } entry ? entry.TakeInt() : null;

    public DateTimeOffset? PeekTime(string key) => Find([key], static _ => true)?.Value.PeekTime();

    /// <summary>
    /// The ARN of an ECS task: under the keys that are meant for it, else wherever something else than the process says one. There it
    /// is not counted as read, since the key says something of its own.
    /// </summary>
    public Arn? Task(params ReadOnlySpan<string> keys) => Arn.Of(Find(keys, IsTask)?.Take() ?? indexes
        .SelectMany(index => index)
        .Where(field => !SaidByProcess.Any(prefix => field.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        .Select(field => field.Value.Value.PeekText())
        .FirstOrDefault(text => text is not null && IsTask(text)));

    internal static bool IsKnown(string? text) => text is not (null or "<NA>" or "-1" or "N/A" or "<nil>");

    private Entry? Find(ReadOnlySpan<string> keys, Func<string, bool> passes)
    {
        foreach (var key in keys)
        {
            foreach (var index in indexes)
            {
                if (index.TryGetValue(key, out var entry) && entry.Value.PeekText() is { } text && IsKnown(text) && passes(text))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    private static bool IsTask(string text) => Arn.Of(text) is { IsTask: true };

    private static bool IsInt(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static Dictionary<string, Entry> Index(SourceNode map)
    {
        var index = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map.Members)
        {
            index[Plain(key)] = new(value, null);
        }

        foreach (var item in map.IsObject ? [] : map.Items)
        {
            if (item["key"].PeekText() is { } key)
            {
                index[Plain(key)] = new(item["value"], item["key"]);
            }
        }

        return index;
    }

    /// <summary><c>container.label[com.example]</c> and <c>proc.aname[2]</c> without their brackets, as some outputs write them.</summary>
    private static string Plain(string key) =>
        key.Contains('[', StringComparison.Ordinal) ? key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) : key;

    private sealed record Entry(SourceNode Value, SourceNode? Key)
    {
        public string? Take()
        {
            _ = Key?.Text();
            return Value.Text();
        }

        public int? TakeInt()
        {
            _ = Key?.Text();
            return Value.Int();
        }
    }
}
