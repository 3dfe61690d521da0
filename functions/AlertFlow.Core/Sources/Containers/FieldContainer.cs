using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Containers;

/// <summary>Reads the container of an event, and the Kubernetes workload that it belongs to.</summary>
internal static class FieldContainer
{
    public static Container? Read(SourceNode root, FieldMap fields, bool inEcs)
    {
        var said = root["containerId"].PeekText();
        var uid = said is "host" || !FieldMap.IsKnown(said) ? fields.ContainerText("container.id") : root["containerId"].Text();
        var name = fields.ContainerText($"{FieldScene.EcsLabel}container-name", "container.name");
        if (uid is null && name is null)
        {
            return null;
        }

        var repository = fields.Peek("container.image.repo", "container.image.repository");
        var tag = fields.Peek("container.image.tag");
        var digest = fields.Text("container.image.digest") ?? fields.Text("container.image.id");
        var reference = repository is null ? fields.Text("container.image") : tag is null ? repository : $"{repository}:{tag}";
        return new()
        {
            Uid = uid,
            Name = name,
            Orchestrator = inEcs ? "ECS" : fields.Peek("kubernetes.cluster.name", "k8s.ns.name") is null ? null : "Kubernetes",
            Image = ImageReference.Of(reference, digest),
        };
    }

    public static ResourceDetails? Workload(FieldMap fields, ResourceRole role, string? region)
    {
        var name = fields.Text("kubernetes.workload.name", "kubernetes.deployment.name",
                "kubernetes.statefulset.name", "kubernetes.daemonset.name")
            ?? fields.Text("k8smeta.deployment.name", "k8s.deployment.name", "kubernetes.pod.name", "k8s.pod.name", "ka.target.name");
        if (name is null)
        {
            return null;
        }

        var (cluster, space) =
            (fields.Text("kubernetes.cluster.name"), fields.Text("kubernetes.namespace.name", "k8s.ns.name", "ka.target.namespace"));
        var kind = fields.Text("kubernetes.workload.type") ?? fields.Peek("ka.target.resource");
        var data = JsonText.Object(
            ("kind", kind), ("cluster", cluster),
            ("pod", fields.Text("kubernetes.pod.name", "k8s.pod.name")), ("node", fields.Text("kubernetes.node.name")));
        return new()
        {
            Type = ResourceType.KubernetesWorkload,
            Uid = string.Join('/', ((string?[])[cluster, space, kind, name]).OfType<string>()),
            Name = name,
            Namespace = space,
            RoleId = role,
            Region = region,
            Data = data,
        };
    }
}
