using System.Globalization;

namespace AlertFlow.Sources;

/// <summary>Sysdig's flat maps with dotted keys, <c>fields</c> and <c>labels</c>. What is not known is written in three ways.</summary>
internal sealed class SysdigValues(SourceNode map)
{
    public string? Text(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (IsKnown(map.Keyed(key).PeekText()))
            {
                return map.Keyed(key).Text();
            }
        }

        return null;
    }

    /// <summary>As <see cref="Text"/>; what runs in no container is said to run in the container <c>host</c>.</summary>
    public string? ContainerText(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (map.Keyed(key).PeekText() is not "host" && Text(key) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>As <see cref="Text"/>, but not counted as read: for what is only a part of what is written.</summary>
    public string? Peek(string key) => map.Keyed(key).PeekText() is { } text && IsKnown(text) ? text : null;

    public string? Path(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (map.Keyed(key).PeekText()?.StartsWith('/') is true)
            {
                return map.Keyed(key).Text();
            }
        }

        return null;
    }

    public int? Int(string key) => int.TryParse(map.Keyed(key).PeekText(), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? map.Keyed(key).Int() : null;

    public int? Port(string key) => Int(key) is >= 0 and <= 65535 and var port ? port : null;

    public string? Ip(string key) => IpAddress.IsOne(map.Keyed(key).PeekText()) ? map.Keyed(key).Text() : null;

    /// <summary>The first value, whatever its key, that passes.</summary>
    public string? Any(Func<string, bool> passes) =>
        map.Members.Select(member => member.Value)
            .Concat(map.Members.Count is 0 ? map.Items.Select(item => item["value"]) : [])
            .FirstOrDefault(value => value.PeekText() is { } text && passes(text))?.Text();

    private static bool IsKnown(string? text) => text is not (null or "<NA>" or "-1" or "N/A" or "<nil>");
}
