using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.LocalAws;

namespace AlertFlow.EndToEnd;

/// <summary>The host runs the executables as Lambda does.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_time_out_or_a_crash_is_reported_and_the_next_event_has_a_new_environment()
    {
        await using var deployment = await Deployment.StartAsync(listens: false);
        var function = deployment.FunctionOf("sysdig", "sysdig");
        string Batch(int n) => Deployment.BatchOf(
            LocalCloud.ArnOf(deployment.SourceQueues["sysdig"]),
            Events.Sysdig($"event-{n}", "Netcat", 0, n, TimeProvider.System.GetUtcNow()));

        await deployment.Lambda.DeployAsync(function with { Timeout = TimeSpan.Zero });
        var late = await deployment.Lambda.InvokeAsync("sysdig", Batch(1));
        await deployment.Lambda.DeployAsync(function);
        deployment.Cloud.Proxy.Fault = call =>
        {
            deployment.Lambda.Kill(call.AccessKey);
            return null;
        };
        var dead = await deployment.Lambda.InvokeAsync("sysdig", Batch(2));
        deployment.Cloud.Proxy.Fault = _ => null;
        var fine = await deployment.Lambda.InvokeAsync("sysdig", Batch(3));
        var again = await deployment.Lambda.InvokeAsync("sysdig", Batch(4));
        var wrong = await deployment.Lambda.InvokeAsync("sysdig", "no JSON");

        Assert.Equal("Sandbox.Timedout", late.Error);
        Assert.Equal("Runtime.ExitError", dead.Error);
        Assert.Null(fine.Error);
        Assert.Equal("""{"batchItemFailures":[]}""", fine.Payload);
        Assert.Equal(fine.Environment, again.Environment);
        Assert.NotEqual(dead.Environment, fine.Environment);
        Assert.NotNull(wrong.Error);
    }
}
