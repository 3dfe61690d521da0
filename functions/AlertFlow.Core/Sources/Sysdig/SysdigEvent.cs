using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>One runtime policy event of Sysdig to its OCSF form. Older formats differ in where things stand.</summary>
internal static class SysdigEvent
{
    public static ParseResult Parse(SourceNode root, JsonElement element)
    {
        var content = root["content"];
        var fields = new SysdigValues(content["fields"].Exists ? content["fields"] : root["fields"]);
        var labels = new SysdigValues(root["labels"].Exists ? root["labels"] : root["eventLabels"]);
        var rule = content["ruleName"].Text() ?? root["ruleName"].Text() ?? fields.Text("falco.rule") ?? content["internalRuleName"].Text();
        if (rule is null)
        {
            return new ParseResult.Malformed("it has no rule: no \"content.ruleName\"");
        }

        return Time(root) is not { } time
            ? new ParseResult.Malformed("it has no time that can be read")
            : new ParseResult.Parsed(Finding(root, rule, time, Id(root, element), fields, labels));
    }

    private static Finding Finding(SourceNode root, string rule, DateTimeOffset time, string id, SysdigValues fields, SysdigValues labels)
    {
        var content = root["content"];
        var description = root["description"].Text();
        string[] tags = [.. content["ruleTags"].Items.Select(tag => tag.Text()).OfType<string>()];
        var scene = SysdigScene.Read(root, fields, labels);

        var finding = new Finding
        {
            ActivityId = Activity.Create,
            Time = time,
            SeverityId = Bucket(root["severity"].PeekDouble()),
            StatusId = Status.New,
            IsAlert = true,
            Message = content["output"].Text() ?? root["output"].Text() ?? rule,
            Metadata = Metadata(root, rule, id, scene, tags),
            Cloud = new()
            {
                Provider = scene.Provider,
                Account = scene.Account is { } account ? new() { Uid = account, TypeId = scene.Provider == "AWS" ? 10 : null } : null,
                Region = scene.Region,
                CloudPartition = scene.Partition,
            },
            FindingInfo = new()
            {
                Uid = id,
                Title = rule,
                Desc = description,
                CreatedTime = time,
                Analytic = new()
                {
                    TypeId = AnalyticType.Rule,
                    Name = rule,
                    Category = content["ruleType"].Text() ?? root["ruleType"].Text(),
                },
                DataSources = root["source"].Text() is { } source ? [source] : null,
            },
            Resources = scene.Resources,
            Evidences = scene.Evidences.Count > 0 ? scene.Evidences : null,
            Observables = Observables.Of(scene.Resources, scene.Evidences),
            Attacks = Mitre.Listed(tags.Select(Mitre.OfTag)),
            Policy = Policy(root, description),
        };

        // Last of all: by now all that has a home is read.
        return finding with { Unmapped = root.Remainder() as JsonObject };
    }

    private static Metadata Metadata(SourceNode root, string rule, string id, SysdigScene scene, string[] tags) => new()
    {
        Uid = ContentId.Of($"sysdig|{id}"),
        CorrelationUid = Correlation.Of(scene.Resources).Uid,
        Product = new()
        {
            Name = "Sysdig Secure",
            VendorName = "Sysdig",
            Feature = root["category"].Text() is { } category ? new() { Name = category } : null,
        },
        LogProvider = "sysdig",
        LogName = root["type"].Text(),
        EventCode = rule,
        OriginalTime = root["timestampRFC3339Nano"].Text() ?? root["timestampNs"].Text() ?? root["timestamp"].Text(),
        Labels = tags.Length > 0 ? tags : null,
    };

    private static Policy? Policy(SourceNode root, string? description)
    {
        var content = root["content"];
        var (name, uid) = (root["name"].Text(), content["policyId"].Text() ?? root["policyId"].Text());
        return name is null && uid is null ? null : new()
        {
            Name = name,
            Uid = uid,
            Desc = description,
            Version = content["policyVersion"].Text(),
        };
    }

    /// <summary>An event without an id is known by its bytes: a redelivery has the same.</summary>
    private static string Id(SourceNode root, JsonElement element) =>
        root["id"].Text() ?? ContentId.Of(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>The text first: the numbers pass through systems that round them.</summary>
    private static DateTimeOffset? Time(SourceNode root) =>
        root["timestampRFC3339Nano"].PeekTime() ?? root["timestampNs"].PeekTime() ?? root["timestamp"].PeekTime();

    private static Severity Bucket(double? severity) => severity is null ? Severity.Unknown : Math.Floor(severity.Value) switch
    {
        < 0 => Severity.Unknown,
        <= 3 => Severity.High,
        <= 5 => Severity.Medium,
        6 => Severity.Low,
        7 => Severity.Informational,
        _ => Severity.Unknown,
    };
}
