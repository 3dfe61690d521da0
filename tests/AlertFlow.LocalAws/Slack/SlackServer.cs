using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Slack;

/// <summary>What becomes of a call, other than that the workspace answers it.</summary>
public abstract record SlackFault
{
    private SlackFault()
    {
    }

    /// <summary>The workspace never sees it.</summary>
    public sealed record Answer(SlackReply Reply) : SlackFault;

    /// <summary>Nothing happens, for as long as the caller waits.</summary>
    public sealed record HangBefore : SlackFault;

    /// <summary>It is accepted, and the caller never learns of it.</summary>
    public sealed record HangAfter : SlackFault;

    /// <summary>Something happens between the acceptance and the answer.</summary>
    public sealed record After(Func<Task> Action) : SlackFault;
}

/// <summary>Slack's Web API in front of a workspace.</summary>
public sealed class SlackServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly SlackWorkspace workspace;
    private readonly TimeProvider clock;

    private SlackServer(SlackWorkspace workspace, TimeProvider clock)
    {
        (this.workspace, this.clock) = (workspace, clock);
        application = Loopback.Build();
        application.MapPost("/api/{method}", HandleAsync);
        application.MapPost("/services/{team}/{app}/{secret}", WebhookAsync);
    }

    /// <summary>The base address that a client is given.</summary>
    public Uri Api => new(new Uri(application.Urls.Single()), "api/");

    /// <summary>An incoming webhook of the workspace.</summary>
    public Uri Webhook => new(new Uri(application.Urls.Single()), "services/T0/B0/secret");

    /// <summary>What was posted to the webhook.</summary>
    public ConcurrentQueue<JsonObject> Posted { get; } = new();

    /// <summary>Every call and the status that it was answered with; 0: not at all.</summary>
    public ConcurrentQueue<(SlackCall Call, int Status)> Calls { get; } = new();

    /// <summary>Asked for each call. Null: the workspace answers.</summary>
    public Func<SlackCall, SlackFault?> Fault { get; set; } = _ => null;

    public static async Task<SlackServer> StartAsync(SlackWorkspace workspace, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var server = new SlackServer(workspace, clock);
        await server.application.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task HandleAsync(HttpContext context, string method)
    {
        var token = context.Request.Headers.Authorization.ToString() is { Length: > 7 } bearer && bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer[7..] : null;
        JsonObject body;
        try
        {
            body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            await AnswerAsync(context, SlackReply.Error("invalid_json"));
            return;
        }

        var call = new SlackCall(method, token, body, clock.GetUtcNow());
        var fault = Fault(call);
        var reply = fault switch
        {
            SlackFault.Answer answer => answer.Reply,
            SlackFault.HangBefore => null,
            _ => workspace.Call(call),
        };
        if (fault is SlackFault.After after)
        {
            await after.Action();
        }

        var isSilent = fault is SlackFault.HangBefore or SlackFault.HangAfter;
        Calls.Enqueue((call, isSilent ? 0 : reply!.Status));
        if (isSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        await AnswerAsync(context, reply!);
    }

    /// <summary>A webhook answers in plain text, and knows its channel by itself.</summary>
    /// <seealso href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"/>
    private async Task WebhookAsync(HttpContext context, string team, string app, string secret)
    {
        if ((team, app, secret) != ("T0", "B0", "secret"))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("no_service", context.RequestAborted);
            return;
        }

        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        if (body["text"] is null && body["blocks"] is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("no_text", context.RequestAborted);
            return;
        }

        Posted.Enqueue(body);
        await context.Response.WriteAsync("ok", context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, SlackReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (reply.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }
}
