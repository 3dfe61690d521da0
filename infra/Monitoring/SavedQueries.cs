using AlertFlow.Deliveries;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace AlertFlow.Infra.Monitoring;

/// <summary>Saved queries for the questions that people ask of the logs.</summary>
public sealed class SavedQueries : Construct
{
    public SavedQueries(Construct scope, string id, DeploymentLogs logs)
        : base(scope, id)
    {
        Save("WhyWasINotPaged", "why was I not paged", logs.Decisions, """
            filter message = "decided" and key like /TASK/
            | fields @timestamp, source, rule, severity, reason, urgent, route, hidden_by, receivers, delta, incident, config
            | sort @timestamp desc
            """);
        Save("OneIncident", "one incident, decided", logs.Decisions, """
            filter incident = "INCIDENT"
            | fields @timestamp, message, reason, sequence, delta, urgent, receivers, rule, finding
            | sort @timestamp asc
            """);
        Save("OneIncidentTold", "one incident, told", logs.Deliveries, """
            filter incident = "INCIDENT"
            | fields @timestamp, message, sequence, receiver, settlement, failure, detail, ambiguous
            | sort @timestamp asc
            """);
        Save("NotDelivered", "what was not delivered", logs.Deliveries, """
            filter settlement in ["FellBack", "DeadLettered"] or message = "tried again later"
            | stats count(*) as times, latest(detail) as last by receiver, settlement, failure
            | sort times desc
            """);
        Save("NotRead", "what could not be read", logs.Decisions, """
            filter message in ["dead-lettered", "ignored"]
            | stats count(*) as times by source, message, reason
            | sort times desc
            """);
        Save("Loudest", "the loudest rules", logs.Decisions, """
            filter message = "decided"
            | stats count(*) as findings, count_distinct(key) as resources by source, rule, severity
            | sort findings desc
            """);
    }

    private void Save(string id, string name, ILogGroup log, string query) =>
        _ = new CfnQueryDefinition(this, id, new CfnQueryDefinitionProps
        {
            Name = $"{Aws.STACK_NAME}/{name}",
            LogGroupNames = [log.LogGroupName],
            QueryString = query,
        });
}
