using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads calls to a Kubernetes API server: the request, the permission that it needed, and the role that it changed.</summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html"/>
internal static class GuardDutyKubernetes
{
    private static readonly ApiService Kubernetes = new() { Name = "kubernetes" };

    public static void Read(SourceNode action, SourceNode resource, Action<Evidence?> add)
    {
        add(Call(action["kubernetesApiCallAction"], resource["kubernetesDetails"]["kubernetesUserDetails"]));
        add(Permission(action["kubernetesPermissionCheckedDetails"]));
        add(Role("role binding", action["kubernetesRoleBindingDetails"]));
        add(Role("role", action["kubernetesRoleDetails"]));
    }

    private static Evidence? Call(SourceNode call, SourceNode user)
    {
        var verb = call["verb"].Text();
        var remote = GuardDutyEndpoint.Remote(call["remoteIpDetails"], SourceNode.Missing);
        var actor = Actor(user);
        return verb is null && remote is null && actor is null ? null : new()
        {
            Api = verb is null ? null : new() { Operation = verb, Service = Kubernetes },
            SrcEndpoint = remote,
            Actor = actor,
            Data = GuardDutyActions.Rest(call),
        };
    }

    private static Evidence? Permission(SourceNode permission)
    {
        var verb = permission["verb"].Text();
        var data = GuardDutyActions.Rest(permission);
        return verb is null && data is null ? null : new()
        {
            Name = "permission checked",
            Api = verb is null ? null : new() { Operation = verb, Service = Kubernetes },
            Data = data,
        };
    }

    private static Evidence? Role(string kind, SourceNode role) =>
        GuardDutyActions.Rest(role) is { } data ? new() { Name = kind, Data = JsonText.Object((kind.Replace(' ', '_'), data)) } : null;

    private static Actor? Actor(SourceNode user)
    {
        var (name, uid) = (user["username"].Text(), user["uid"].Text());
        if (name is null && uid is null)
        {
            return null;
        }

        UserGroup[] groups =
            [.. user["groups"].Items.Select(group => group.Text()).OfType<string>().Select(group => new UserGroup { Name = group })];
        return new() { User = new() { Name = name, Uid = uid, Groups = groups.Length > 0 ? groups : null } };
    }
}
