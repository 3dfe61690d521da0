using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AlertFlow.LocalAws.Proxy;

/// <summary>
/// The one endpoint of the local cloud. It verifies each signature, notes each call, lets tests refuse it or break it, and
/// passes it on to the server of its service. DynamoDB is asked for the capacity that a call consumes.
/// </summary>
public sealed class AwsProxy : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, Uri> servers;
    private readonly WebApplication application;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(10) };

    private AwsProxy(IReadOnlyDictionary<string, Uri> servers)
    {
        this.servers = servers;
        application = Loopback.Build();
        application.Run(HandleAsync);
    }

    public Uri Address => new(application.Urls.Single());

    /// <summary>Every call, in the order of arrival.</summary>
    public ConcurrentQueue<AwsCall> Calls { get; } = new();

    /// <summary>Every request whose signature was wrong, and what was wrong; and every one that its server did not answer.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Asked for each call. Null: it is passed on and answered.</summary>
    public Func<AwsCall, Fault?> Fault { get; set; } = _ => null;

    /// <param name="servers">Where each service is, by its signing name.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<AwsProxy> StartAsync(IReadOnlyDictionary<string, Uri> servers, CancellationToken cancellationToken)
    {
        var proxy = new AwsProxy(servers);
        await proxy.application.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = raw.Split('?', 2)[0];
        var (signer, error) = SigV4.Verify(context.Request, path, body);
        if (signer is null || !servers.TryGetValue(signer.Service, out var server))
        {
            Complaints.Enqueue($"{context.Request.Method} {raw}: {error ?? $"no service {signer?.Service}"}");
            await RefuseAsync(context, signer?.Service ?? "", 403, "InvalidSignatureException");
            return;
        }

        var text = Encoding.UTF8.GetString(body);
        var call = new AwsCall(
            signer.AccessKey, signer.Service, AwsCall.OperationOf(signer.Service, context.Request.Method, path, context.Request.Headers["X-Amz-Target"].ToString(), text),
            TextOf(context.Request, raw, text), text);
        Calls.Enqueue(call);
        try
        {
            await AnswerAsync(context, call, new Uri(server, raw), body, Fault(call));
        }
        catch (HttpRequestException exception)
        {
            Complaints.Enqueue($"{call.Service} {call.Operation}: {exception}");
            throw;
        }
    }

    private async Task AnswerAsync(HttpContext context, AwsCall call, Uri address, byte[] body, Fault? fault)
    {
        switch (fault)
        {
            case Proxy.Fault.Refuse refuse:
                call.Status = refuse.Status;
                await RefuseAsync(context, call.Service, refuse.Status, refuse.Code);
                return;
            case Proxy.Fault.DropBefore drop:
                drop.Meanwhile?.Invoke();
                context.Abort();
                return;
        }

        // Once received it is done, even if who asked is gone by now.
        using var forward = Forward(context.Request, call, address, body);
        using var answer = await http.SendAsync(forward, CancellationToken.None);
        var bytes = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        call.Status = (int)answer.StatusCode;
        call.Capacity = CapacityOf(call, bytes);
        if (fault is Proxy.Fault.DropAfter lost)
        {
            lost.Meanwhile?.Invoke();
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive" or "Content-Length")))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static HttpRequestMessage Forward(HttpRequest request, AwsCall call, Uri address, byte[] body)
    {
        if (call is { Service: "dynamodb", Operation: "GetItem" or "PutItem" or "UpdateItem" or "DeleteItem" or "Query" } && call.Json is JsonObject json)
        {
            json["ReturnConsumedCapacity"] = "TOTAL";
            body = Encoding.UTF8.GetBytes(json.ToJsonString());
        }

        var forward = new HttpRequestMessage(new HttpMethod(request.Method), address) { Content = new ByteArrayContent(body) };
        foreach (var header in request.Headers.Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Connection" or "Expect")))
        {
            if (!forward.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
            {
                forward.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            }
        }

        return forward;
    }

    private static double CapacityOf(AwsCall call, byte[] answer)
    {
        if (call is not { Service: "dynamodb", Status: 200 })
        {
            return 0;
        }

        return JsonNode.Parse(answer)?["ConsumedCapacity"]?["CapacityUnits"]?.GetValue<double>() ?? 0;
    }

    private static async Task RefuseAsync(HttpContext context, string service, int status, string code)
    {
        var (contentType, typeHeader, body) = AwsErrors.Of(service, code);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (typeHeader is not null)
        {
            context.Response.Headers["X-Amzn-ErrorType"] = typeHeader;
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string TextOf(HttpRequest request, string raw, string body) => string.Create(
        CultureInfo.InvariantCulture, $"{request.Method} {raw}\nContent-Type: {request.ContentType}\nAuthorization: {request.Headers.Authorization}\n\n{body}");
}
