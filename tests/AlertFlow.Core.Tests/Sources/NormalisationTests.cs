using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;
using CsCheck;
using static AlertFlow.Tests.Sources.ChangedSample;

namespace AlertFlow.Tests.Sources;

public sealed class NormalisationTests
{
    private const string Runtime = "guardduty/ecs-fargate-suspicious-tool";
    private const string Policy = "sysdig/fargate-suspicious-network-tool";

    [Theory]
    [InlineData("0.5", Severity.Informational)]
    [InlineData("1", Severity.Low)]
    [InlineData("3.9", Severity.Low)]
    [InlineData("4.0", Severity.Medium)]
    [InlineData("6.99", Severity.Medium)]
    [InlineData("7", Severity.High)]
    [InlineData("8.95", Severity.High)]
    [InlineData("9", Severity.Critical)]
    [InlineData("10", Severity.Critical)]
    [InlineData("\"8\"", Severity.High)]
    [InlineData("null", Severity.Unknown)]
    public void GuardDuty_counts_severity_upwards(string severity, Severity expected) =>
        Assert.Equal(expected, One(Runtime, root => root["detail"]!["severity"] = JsonNode.Parse(severity)).SeverityId);

    [Theory]
    [InlineData("0", Severity.High)]
    [InlineData("3", Severity.High)]
    [InlineData("4", Severity.Medium)]
    [InlineData("5", Severity.Medium)]
    [InlineData("6", Severity.Low)]
    [InlineData("7", Severity.Informational)]
    [InlineData("8", Severity.Unknown)]
    [InlineData("null", Severity.Unknown)]
    public void Sysdig_counts_severity_downwards(string severity, Severity expected) =>
        Assert.Equal(expected, One(Policy, root => root["severity"] = JsonNode.Parse(severity)).SeverityId);

    [Fact]
    public void A_redelivery_and_an_update_keep_the_identity()
    {
        var first = One(Runtime, _ => { });
        var update = One(Runtime, root =>
        {
            root["id"] = "another-delivery";
            root["account"] = "999999999999";
            root["detail"]!["service"]!["count"] = 12;
            root["detail"]!["updatedAt"] = "2026-03-14T09:00:00.000Z";
        });

        Assert.Equal(first.Metadata.Uid, update.Metadata.Uid);
        Assert.Equal(32, first.Metadata.Uid.Length);
        Assert.Equal((Activity.Create, true), (first.ActivityId, first.IsAlert));
        Assert.Equal((Activity.Update, null, 12), (update.ActivityId, update.IsAlert, update.Count));
        Assert.Equal("111122223333", update.Cloud.Account!.Uid);
    }

    [Fact]
    public void Both_sources_name_one_task_alike()
    {
        var (guardDuty, sysdig) = (One(Runtime, _ => { }), One(Policy, _ => { }));

        Assert.Equal(guardDuty.Metadata.CorrelationUid, sysdig.Metadata.CorrelationUid);
        Assert.Equal(
            (guardDuty.Cloud.Account!.Uid, guardDuty.Cloud.Region, guardDuty.Resources![0].Type),
            (sysdig.Cloud.Account!.Uid, sysdig.Cloud.Region, sysdig.Resources![0].Type));
    }

    [Theory]
    [InlineData("\"1970-01-01T00:00:00Z\"", 0)]
    [InlineData("\"2026-03-14T03:02:11.63998111Z\"", 1773457331639)]
    [InlineData("\"2026-03-14T03:02Z\"", 1773457320000)]
    [InlineData("\"2026-03-14T04:02:11.5+01:00\"", 1773457331500)]
    [InlineData("\"9999-12-31T23:59:59.999Z\"", 253402300799999)]
    [InlineData("1773457331", 1773457331000)]
    [InlineData("1773457331648", 1773457331648)]
    [InlineData("1773457331648718", 1773457331648)]
    [InlineData("1773457331648718268", 1773457331648)]
    [InlineData("9223372036854775807", 9223372036854)]
    public void Times_are_read_in_every_form(string time, long expected)
    {
        var finding = One(Policy, root =>
        {
            root["timestampRFC3339Nano"] = null;
            root["timestamp"] = JsonNode.Parse(time);
        });

        Assert.Equal(expected, finding.Time.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"12 o'clock\"")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("{}")]
    public void Without_any_time_an_event_is_malformed(string time)
    {
        var result = Change(Policy, root =>
        {
            root["timestampRFC3339Nano"] = null;
            root["timestamp"] = JsonNode.Parse(time);
        });

        Assert.Equal("it has no time that can be read", Assert.IsType<ParseResult.Malformed>(result).Reason);
    }

    [Fact]
    public void A_time_of_one_to_nine_digits_of_a_second_loses_none() => Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Int[0, 999_999_999], Gen.Int[1, 9]).Sample((seconds, nanoseconds, digits) =>
    {
        var fraction = nanoseconds.ToString("d9", CultureInfo.InvariantCulture)[..digits];
        var text = $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{fraction}Z";

        foreach (var (sample, member) in new[] { (Policy, "timestampRFC3339Nano"), ("falco/host-sensitive-file", "time") })
        {
            var finding = One(sample, root => root[member] = text);

            Assert.Equal(text, finding.Metadata.OriginalTime);
            Assert.Equal((seconds * 1000) + int.Parse(fraction.PadRight(3, '0')[..3], CultureInfo.InvariantCulture), finding.Time.ToUnixTimeMilliseconds());
        }
    });

    [Fact]
    public void A_number_of_nanoseconds_keeps_every_digit() => Gen.Long[1_000_000_000_000_000_000, long.MaxValue].Sample(nanoseconds =>
    {
        var finding = One(Policy, root =>
        {
            root["timestampRFC3339Nano"] = null;
            root["timestamp"] = nanoseconds;
        });

        Assert.Equal(nanoseconds.ToString(CultureInfo.InvariantCulture), finding.Metadata.OriginalTime);
        Assert.Equal(nanoseconds / 1_000_000, finding.Time.ToUnixTimeMilliseconds());
    });

    [Fact]
    public void An_event_without_an_id_is_known_by_its_bytes()
    {
        var (first, again) = (One(Policy, WithoutId), One(Policy, WithoutId));
        var other = One(Policy, root =>
        {
            WithoutId(root);
            root["agentId"] = 1;
        });

        Assert.Equal(first.Metadata.Uid, again.Metadata.Uid);
        Assert.NotEqual(first.Metadata.Uid, other.Metadata.Uid);

        static void WithoutId(JsonNode root) => root.AsObject().Remove("id");
    }

    [Fact]
    public void What_is_nobodys_event_is_malformed()
    {
        var result = Source.ParseBody("""{"hello":"world"}"""u8.ToArray());

        Assert.Equal($"of no known source ({string.Join(", ", Source.All.Select(source => source.Name))})", Assert.IsType<ParseResult.Malformed>(Assert.Single(result).Result).Reason);
    }
}
