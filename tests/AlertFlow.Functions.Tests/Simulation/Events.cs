using System.Globalization;
using System.Text.Json.Nodes;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Bodies as the sources put them on their queues, made from the samples.</summary>
internal static class Events
{
    private static readonly string SysdigTemplate = Read("sysdig/fargate-reverse-shell.event.json");
    private static readonly string GuardDutyTemplate = Read("guardduty/ecs-fargate-suspicious-tool.event.json");

    public static string TaskArn(int task) =>
        string.Create(CultureInfo.InvariantCulture, $"arn:aws:ecs:eu-central-1:111122223333:task/prod-blue/{task:x32}");

    /// <param name="severity">Sysdig's own: 0 is the most severe, 7 the least.</param>
    public static string Sysdig(string id, string rule, int severity, int task, DateTimeOffset at)
    {
        var json = JsonNode.Parse(SysdigTemplate)!;
        json["id"] = id;
        json["severity"] = severity;
        json["timestamp"] = at.ToUnixTimeMilliseconds() * 1_000_000;
        json["timestampRFC3339Nano"] = at.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        json["content"]!["ruleName"] = rule;
        json["labels"]!["aws.fargate.task.arn"] = TaskArn(task);
        return json.ToJsonString();
    }

    /// <param name="severity">GuardDuty's own: 1 to 10.</param>
    /// <param name="count">Cumulative over the finding's life.</param>
    public static string GuardDuty(string id, string type, double severity, int count, int task, DateTimeOffset at)
    {
        var json = JsonNode.Parse(GuardDutyTemplate.Replace(TaskOf(GuardDutyTemplate), TaskArn(task), StringComparison.Ordinal))!;
        var (detail, time) = (json["detail"]!, at.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json["time"] = time;
        detail["id"] = id;
        detail["type"] = type;
        detail["severity"] = severity;
        detail["updatedAt"] = time;
        detail["service"]!["count"] = count;
        detail["service"]!["eventLastSeen"] = time;
        return json.ToJsonString();
    }

    private static string TaskOf(string json)
    {
        var start = json.IndexOf("arn:aws:ecs:", json.IndexOf(":task/", StringComparison.Ordinal) - 60, StringComparison.Ordinal);
        while (!json[start..json.IndexOf('"', start)].Contains(":task/", StringComparison.Ordinal))
        {
            start = json.IndexOf("arn:aws:ecs:", start + 1, StringComparison.Ordinal);
        }

        return json[start..json.IndexOf('"', start)];
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AlertFlow.Tests.Repository.Events, file));
}
