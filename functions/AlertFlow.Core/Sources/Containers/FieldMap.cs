using System.Globalization;
using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Containers;

/// <summary>
/// The fields of a rule and the labels of its event, as Falco and Sysdig write them: flat maps with dotted keys, written as objects
/// or as arrays of key and value. The first map that has a key counts. There are several ways to write an unknown value.
/// </summary>
/// <seealso href="https://falco.org/docs/reference/rules/supported-fields/"/>
internal sealed class FieldMap
{
    /// <summary>Fields that the watched process controls. It must not be able to choose its task.</summary>
    private static readonly string[] SaidByProcess = ["proc.", "fd.", "fs.", "evt.", "user.", "group.", "thread.", "process.", "syslog."];

    private readonly Dictionary<string, Entry>[] indexes;

    public FieldMap(params IEnumerable<SourceNode> maps) => indexes = [.. maps.Select(Index)];

    private FieldMap(Dictionary<string, Entry> index) => indexes = [index];

    /// <summary>Reads the attributes of an SNS message, in which each value has a type beside it.</summary>
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

    /// <summary>As <see cref="Text"/>, except for <c>host</c>, which stands for no container.</summary>
    public string? ContainerText(params ReadOnlySpan<string> keys) => Find(keys, static text => text is not "host")?.Take();

    /// <summary>As <see cref="Text"/>, but does not mark the field as read: for values that the finding does not fully show.</summary>
    public string? Peek(params ReadOnlySpan<string> keys) => Find(keys, static _ => true)?.Value.PeekText();

    public string? Path(params ReadOnlySpan<string> keys) => Find(keys, static text => text.StartsWith('/'))?.Take();

    public string? Ip(params ReadOnlySpan<string> keys) => Find(keys, IpAddress.IsOne)?.Take();

    public string? Sha256(string key) => Find([key], Fingerprint.IsSha256)?.Take();

    public int? Int(string key) => Find([key], IsInt) is { } entry ? entry.TakeInt() : null;

    public int? Port(params ReadOnlySpan<string> keys) => Find(keys, IsPort) is { } entry ? entry.TakeInt() : null;

    public DateTimeOffset? PeekTime(string key) => Find([key], static _ => true)?.Value.PeekTime();

    /// <summary>
    /// Returns the ARN of an ECS task: from the given keys, otherwise from any field that the watched process does not control. Such a
    /// field is not marked as read, because its key means something too.
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

    /// <summary>Removes brackets, which only some outputs write: <c>proc.aname[2]</c> becomes <c>proc.aname.2</c>.</summary>
    private static string Plain(string key) =>
        key.Contains('[', StringComparison.Ordinal)
            ? key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) : key;

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
