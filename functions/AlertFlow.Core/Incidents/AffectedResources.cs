using AlertFlow.Findings;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Incidents;

/// <summary>Describes the resource that an incident is about, from its findings.</summary>
public static class AffectedResources
{
    private const int MaxName = 128;
    private const int MaxUid = 400;

    public static AffectedResource Of(Finding finding, string key, Redaction redaction)
    {
        var resource = finding.CorrelatedResource;
        var workload = Workload.Of(finding);
        // A name cut out of an ARN may be half of a secret that no pattern recognises any more.
        var leaky = finding.Resources.OrEmpty.Select(one => one.Uid).Append(finding.Metadata.CorrelationUid)
            .Where(uid => redaction.Apply(uid) != uid).ToList();
        return new AffectedResource
        {
            Key = key,
            Type = resource?.Type ?? ResourceType.Unknown,
            Uid = redaction.Line(finding.Metadata.CorrelationUid, MaxUid),
            Name = Line(resource?.Name),
            Account = redaction.Line(finding.Cloud.Account?.Uid, MaxName),
            AccountName = Line(finding.Cloud.Account?.Name),
            Region = Plain(finding.Cloud.Region),
            Partition = Plain(finding.Cloud.CloudPartition),
            Cluster = Line(workload.Cluster),
            Service = Line(workload.Service),
            TaskFamily = Line(workload.TaskFamily),
            TaskId = Line(workload.TaskId),
            LaunchType = Line(workload.LaunchType),
        };

        string? Plain(string? text) => redaction.Line(text, MaxName) is { Length: > 0 } line ? Weight.Cut(line, MaxName) : null;

        string? Line(string? text) =>
            text is { Length: > 0 } && leaky.Exists(uid => uid.Contains(text, StringComparison.Ordinal)) ? null : Plain(text);
    }

    extension(AffectedResource known)
    {
        /// <summary>Fills the gaps from another finding: another source may name the cluster or the service.</summary>
        public AffectedResource Completed(Finding finding, Redaction redaction)
        {
            if (known is { AccountName: not null, Cluster: not null, Service: not null, TaskFamily: not null, LaunchType: not null })
            {
                return known;
            }

            var more = Of(finding, known.Key, redaction);
            return known with
            {
                AccountName = known.AccountName ?? more.AccountName,
                Cluster = known.Cluster ?? more.Cluster,
                Service = known.Service ?? more.Service,
                TaskFamily = known.TaskFamily ?? more.TaskFamily,
                TaskId = known.TaskId ?? more.TaskId,
                LaunchType = known.LaunchType ?? more.LaunchType,
                Name = known.Name ?? more.Name,
            };
        }
    }
}
