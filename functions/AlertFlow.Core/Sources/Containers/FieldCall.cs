using AlertFlow.Findings;

namespace AlertFlow.Sources.Containers;

/// <summary>Reads an API call from an audit log: of AWS (<c>ct.</c>) or Kubernetes (<c>ka.</c>), by a plugin of Falco.</summary>
/// <seealso href="https://falco.org/docs/reference/plugins/"/>
internal static class FieldCall
{
    public static Evidence? Read(FieldMap fields)
    {
        if ((Operation(fields) ?? fields.Text("ct.name")) is not { } operation)
        {
            return null;
        }

        var user = fields.Text("ct.user", "aws.user", "ka.user.name");
        return new()
        {
            Api = new()
            {
                Operation = operation,
                Service = fields.Text("ct.src", "ct.shortsrc") is { } service ? new() { Name = service } : null,
                Response = fields.Text("ct.error") is { } error ? new() { Error = error } : null,
            },
            Actor = user is null ? null : new() { User = new() { Name = user } },
            SrcEndpoint = fields.Ip("ct.srcip", "ka.sourceips") is { } ip ? new() { Ip = ip } : null,
        };
    }

    /// <summary>Returns an operation of Kubernetes, such as <c>create pods</c>.</summary>
    private static string? Operation(FieldMap fields) => (fields.Peek("ka.verb"), fields.Peek("ka.target.resource")) switch
    {
        ({ } verb, { } resource) => $"{verb} {resource}",
        ({ }, null) => fields.Text("ka.verb"),
        _ => null,
    };
}
