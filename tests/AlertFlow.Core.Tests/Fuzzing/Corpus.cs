using System.Text;
using AlertFlow.Tests.Sources;

namespace AlertFlow.Tests.Fuzzing;

/// <summary>What inputs are made from: every event that lies under <c>events/</c>, and what is odd in JSON.</summary>
internal sealed record Corpus(IReadOnlyList<byte[]> Events, IReadOnlyList<byte[]> Members, IReadOnlyList<byte[]> Values)
{
    public static Corpus OfSamples()
    {
        byte[][] events = [.. Sample.All.Select(sample => File.ReadAllBytes(sample.EventPath))];
        var places = events.SelectMany(text => JsonPlace.AllOf(text).Select(place => (Text: text, Place: place))).ToArray();
        return new(
            events,
            Distinct(places.Where(one => one.Place.IsMember).Select(one => one.Text[one.Place.Name])),
            Distinct(places.Select(one => one.Text[one.Place.Value]).Where(value => value.Length < 4096)));
    }

    /// <summary>Values that readers stumble over: numbers at and beyond every limit, odd texts, odd shapes.</summary>
    public static IReadOnlyList<byte[]> Odd { get; } =
    [
        .. ((string[])
        [
            "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1e-400", "9223372036854775807", "9223372036854775808", "4294967296", "2147483648", "0.1", "99999999999999999999999999999",
            "1773457331648718268", "-62135596800000", "253402300800000", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"key\":\"k\"}", "[{\"key\":\"k\",\"value\":[]}]",
            "\"\"", "\" \"", "\"<NA>\"", "\"-1\"", "\"true\"", "\"8\"", "\"1e400\"", "\"NaN\"", "\"Infinity\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59.99999999-14:00\"",
            "\"2026-02-30T00:00:00Z\"", "\"2026-03-14T03:02:11,5Z\"", "\"2026-03-14T03:02:11.639981118Z\"", "\"1773457331\"", "\"arn:aws:ecs:::\"", "\"arn:aws:ecs:eu-central-1:1:task/\"", "\"arn:::::task/a/b/c\"", "\"service:\"",
            "\"T1059\"", "\"MITRE_TA0002_\"", "\"mitre_\"", "\"::\"", "\"/\"", "\"1.2.3.4\"", "\"1.2.3\"", "\"::1\"", "\"fe80::1%eth0\"", "\"a@b@c\"", "\"%\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\\ud83d\"", "\"\\u0000\"", "\"\\u202e\"", "\"\\\\ud800\"", "\"\\\"\"", "\"\uFEFF\"", "\"😀\"", "\"İı\u017F\u212A\"", "\"<script>\"", "\"<!channel>\"",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    private static byte[][] Distinct(IEnumerable<byte[]> texts) => [.. texts.DistinctBy(Convert.ToHexString)];
}
