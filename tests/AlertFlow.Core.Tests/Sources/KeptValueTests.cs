using System.Text.Json.Nodes;
using AlertFlow.Findings;
using static AlertFlow.Tests.Sources.ChangedSample;

namespace AlertFlow.Tests.Sources;

/// <summary>What the finding has no use for, since another value takes its place, is kept beside it.</summary>
public sealed class KeptValueTests
{
    private const string Runtime = "guardduty/ecs-fargate-suspicious-tool";

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_count_that_counts_nothing(int count)
    {
        var finding = One(Runtime, root => root["detail"]!["service"]!["count"] = count);

        Assert.Equal(1, finding.Count);
        Assert.Equal(count, (int?)JsonNode.Parse(finding.Unmapped!.Utf8)!["detail"]!["service"]!["count"]);
    }

    /// <summary>The quotation mark ends a time of JSON, and the text goes on behind it.</summary>
    [Theory]
    [InlineData("2026-03-14T03:02:11Z\"xZ")]
    [InlineData("2026-03-14T03:02:1\\u0031Z")]
    public void A_time_with_something_else_in_it(string time)
    {
        var finding = One(Runtime, root => root["detail"]!["createdAt"] = time);

        Assert.Null(finding.FindingInfo.CreatedTime);
        Assert.Equal(time, (string?)JsonNode.Parse(finding.Unmapped!.Utf8)!["detail"]!["createdAt"]);
    }

    [Theory]
    [InlineData("guardduty/attack-sequence-ecs-cluster")]
    [InlineData("guardduty/attack-sequence-iam-credentials")]
    [InlineData("guardduty/attack-sequence-without-details")]
    public void A_resource_that_has_the_id_of_the_affected_one(string sample)
    {
        var uid = One(sample, _ => { }).Resources![0].Uid;
        var twin = new JsonObject { ["uid"] = uid, ["resourceType"] = "CONTAINER", ["name"] = "twin", ["data"] = new JsonObject { ["container"] = new JsonObject { ["image"] = "twin:1" } } };

        var finding = One(sample, root =>
        {
            var service = root["detail"]!["service"]!;
            ((service["detection"] ??= new JsonObject())["sequence"] ??= new JsonObject())["resources"] ??= new JsonArray();
            service["detection"]!["sequence"]!["resources"]!.AsArray().Add(twin);
        });

        Assert.Equal(uid, finding.Resources![0].Uid);
        Assert.Equal(("twin", "twin:1"), finding.Resources.Skip(1).Where(resource => resource.Uid == uid).Select(resource => (resource.Name, resource.Data?.Member("image"))).Single());
    }

    [Fact]
    public void A_user_that_has_logged_in_by_two_applications()
    {
        var finding = One("guardduty/rds-login", root => root["detail"]!["service"]!["action"]!["rdsLoginAttemptAction"]!["loginAttributes"] =
            JsonNode.Parse("""[{"user":"twice","application":"psql"},{"user":"twice","application":"JDBC"}]"""));

        Assert.Single(finding.Evidences!, evidence => evidence.Actor?.User?.Name is "twice");
        Assert.Contains("""{"user":"twice","application":"JDBC"}""", FindingJson.Write(finding), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"our.task":"arn:aws:ecs:eu-central-1:111122223333:task/prod/3f2a9c4d5e6f708192a3b4c5d6e7f801"}""")]
    [InlineData("""[{"key":"our.task","value":"arn:aws:ecs:eu-central-1:111122223333:task/prod/3f2a9c4d5e6f708192a3b4c5d6e7f801"}]""")]
    public void A_label_that_tells_the_task_under_a_name_of_its_own(string labels)
    {
        var finding = One("sysdig/host-without-task", root => root["labels"] = JsonNode.Parse(labels));

        Assert.Equal(ResourceType.Task, finding.CorrelatedResource!.Type);
        Assert.Contains("our.task", FindingJson.Write(finding), StringComparison.Ordinal);
    }
}
