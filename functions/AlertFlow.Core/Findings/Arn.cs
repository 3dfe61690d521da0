namespace AlertFlow.Findings;

/// <summary>An Amazon resource name. Its parts are not validated: samples have a region called "region".</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"/>
internal sealed record Arn
{
    private const string Prefix = "arn:";

    private readonly int serviceAt;
    private readonly int regionAt;
    private readonly int accountAt;
    private readonly int resourceAt;

    private Arn(string text, int service, int region, int account, int resource) =>
        (Text, serviceAt, regionAt, accountAt, resourceAt) = (text, service, region, account, resource);

    public string Text { get; }

    public string Partition => Text[Prefix.Length..(serviceAt - 1)];

    public string Service => Text[serviceAt..(regionAt - 1)];

    public string Region => Text[regionAt..(accountAt - 1)];

    public string Account => Text[accountAt..(resourceAt - 1)];

    public string Resource => Text[resourceAt..];

    /// <summary>True for the ARN of an ECS task: <c>task/cluster/id</c>, or <c>task/id</c> in the old form.</summary>
    public bool IsTask =>
        Text.AsSpan(serviceAt).StartsWith("ecs:", StringComparison.Ordinal)
        && Text.AsSpan(resourceAt).StartsWith("task/", StringComparison.Ordinal);

    public string Name => Text[(Math.Max(resourceAt - 1, Text.LastIndexOf('/')) + 1)..];

    public string? ClusterOfTask => Resource.Split('/') is ["task", { Length: > 0 } cluster, _] ? cluster : null;

    public static Arn? Of(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var service = After(text, Prefix.Length);
        var region = After(text, service);
        var account = After(text, region);
        var resource = After(text, account);
        return resource > 0 && resource < text.Length ? new(text, service, region, account, resource) : null;
    }

    public string Sibling(string resource) => $"{Text.AsSpan(0, resourceAt)}{resource}";

    /// <summary>Returns the position of the next part, or 0 where there is none.</summary>
    private static int After(string text, int start) => start is 0 ? 0 : text.IndexOf(':', start) + 1;
}
