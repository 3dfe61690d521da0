using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Containers;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.Sysdig;

/// <summary>Turns a runtime policy event of Sysdig into a finding. Older formats have the same values in other places.</summary>
internal static class SysdigEvent
{
    private const string Policies = "policy";

    /// <summary>The rule type 6 of the APIs that write types as numbers.</summary>
    private const string FalcoRule = "RULE_TYPE_FALCO";

    /// <summary>The members that have the time. Exact text comes first, because some systems round the numbers.</summary>
    private static readonly string[] Times = ["timestampRFC3339Nano", "timestampNs", "timestamp"];

    public static ParseResult Parse(SourceNode root, EventJson element)
    {
        var content = root["content"];
        var labels = root["labels"].Exists ? root["labels"] : root["eventLabels"];
        var fields = new FieldMap(labels, content["fields"].Exists ? content["fields"] : root["fields"]);
        if (Rule(root, fields) is not { } rule)
        {
            return new ParseResult.Malformed(root["type"].PeekText() is { } type and not Policies
                ? $"it is of a type that is not known, {Quoted.Of(type)}, and has no \"content.ruleName\""
                : "it has no rule: no \"content.ruleName\"");
        }

        return Times.Select(name => root[name]).FirstOrDefault(node => node.PeekTime() is not null) is not { Exists: true } time
            ? new ParseResult.Malformed("it has no time that can be read")
            : new ParseResult.Parsed(Finding(root, rule, time, Id(root, element), fields));
    }

    /// <summary>Returns the rule. The oldest policies name no rule, so their own name stands for it.</summary>
    private static string? Rule(SourceNode root, FieldMap fields)
    {
        var content = root["content"];
        return content["ruleName"].Text() ?? root["ruleName"].Text() ?? fields.Text("falco.rule") ?? content["internalRuleName"].Text()
            ?? (root["type"].PeekText() is null or Policies ? root["name"].Text() : null);
    }

    private static Finding Finding(SourceNode root, string rule, SourceNode timeNode, string id, FieldMap fields)
    {
        var content = root["content"];
        var description = root["description"].Text();
        string[] tags = [.. content["ruleTags"].Items.Select(tag => tag.Text()).OfType<string>()];
        var scene = FieldScene.Read(root, fields);
        var actions = SysdigActions.Of(root);
        var time = timeNode.PeekTime()!.Value; // only a readable time was chosen
        return new Normalised
        {
            Source = SysdigSource.Row,
            Identity = id,
            Rule = rule,
            Time = time,
            Severity = SeverityOf(root["severity"].PeekDouble()),
            Scene = scene,
            Info = new()
            {
                Uid = id,
                Title = rule,
                Desc = description,
                CreatedTime = time,
                Analytic = new()
                {
                    TypeId = AnalyticType.Rule,
                    Name = rule,
                    Category = content["ruleType"].PeekText() is "6" ? FalcoRule : content["ruleType"].Text() ?? root["ruleType"].Text(),
                },
                DataSources = root["source"].Text() is { } source ? [source] : null,
            },
            Message = content["output"].Text() ?? root["output"].Text(),
            StatusDetail = actions.Said,
            Action = actions.Action,
            Disposition = actions.Disposition,
            Feature = root["category"].Text(),
            LogName = root["type"].Text(),

            // OCSF has milliseconds; the text keeps the nanoseconds.
            OriginalTime = timeNode.Text(),
            Labels = tags,
            Attacks = tags.Select(MitreAttack.OfTag),
            Policy = Policy(root, description),
        }.ToFinding(root.Remainder);
    }

    private static Policy? Policy(SourceNode root, string? description)
    {
        var content = root["content"];
        var (name, uid) = (root["name"].Text(), content["policyId"].Text() ?? root["policyId"].Text());
        return name is null && uid is null ? null : new()
        {
            Name = name,
            Uid = uid,
            Desc = description,
            Version = content["policyVersion"].Text() ?? root["policyVersion"].Text(),
        };
    }

    /// <summary>Returns the id, or a hash of the event where it has none: a redelivery has the same bytes.</summary>
    private static string Id(SourceNode root, EventJson element) =>
        root["id"].Text() ?? ContentId.Of(element.Text);

    private static Severity SeverityOf(double? severity) => severity is null ? Severity.Unknown : Math.Floor(severity.Value) switch
    {
        < 0 => Severity.Unknown,
        <= 3 => Severity.High,
        <= 5 => Severity.Medium,
        6 => Severity.Low,
        7 => Severity.Informational,
        _ => Severity.Unknown,
    };
}
