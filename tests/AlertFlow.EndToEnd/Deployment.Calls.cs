namespace AlertFlow.EndToEnd;

/// <content>What the functions called AWS for, against <c>golden/calls.json</c>.</content>
internal sealed partial class Deployment
{
    /// <summary>What the functions called AWS for, each with the function.</summary>
    public IReadOnlyList<(string Function, Permission Permission)> Permissions()
    {
        HashSet<string> channelQueues = [.. ChannelQueues.Select(NameOf)];
        var made =
            from call in Cloud.Proxy.Calls
            let function = FunctionOf(call.AccessKey)
            where CallsFile.Functions.Contains(function)
            from permission in Permission.Of(call, Table, channelQueues, NameOf(DeadLetters))
            select (function, permission);
        var read = Secrets.Readers.Keys.Select(FunctionOf).Where(CallsFile.Functions.Contains)
            .Select(function => (function, Permission.ReadSecret));
        return [.. made.Concat(read).Distinct()];

        static string NameOf(string url) => url[(url.LastIndexOf('/') + 1)..];

        static string FunctionOf(string accessKey) => accessKey.LastIndexOf('-') is > 0 and var at ? accessKey[..at] : accessKey;
    }

    private IEnumerable<string> Unforeseen()
    {
        if (CallsFile.IsUpdating)
        {
            return [];
        }

        var known = CallsFile.Permissions();
        return Permissions().Where(one => !known.GetValueOrDefault(one.Function, []).Contains(one.Permission))
            .Select(one => $"{one.Function} called {one.Permission.Action} on {one.Permission.Resource}, which golden/calls.json lacks");
    }
}
