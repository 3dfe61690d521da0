using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;
using AlertFlow.Sources;
using AlertFlow.Sources.Sysdig;

namespace AlertFlow.EndToEnd;

/// <summary><c>alertflow doctor</c> on the deployed executables: what is well, and where a canary stops that does not arrive.</summary>
public sealed class DoctorTests(ITestOutputHelper output)
{
    private const string Stack = "alertflow-prod";

    [Fact]
    public async Task A_canary_of_every_source_goes_the_whole_way_and_notifies_nobody()
    {
        await using var deployment = await StartAsync();

        var (status, text) = await DoctorAsync(deployment);

        Assert.Equal(0, status);
        Assert.Contains("all is well", text, StringComparison.Ordinal);
        foreach (var source in Source.All)
        {
            Assert.Matches($"ok +canary {source.Name} +went the whole way in [0-9.]+ s: (canary-(slack|email|sns) rehearsed(, )?){{3}}", text);
        }

        Assert.Empty(deployment.Workspace.Messages);
        Assert.Empty(await deployment.MailsAsync());
        Assert.Empty(await deployment.PublishedAsync());
        var lines = deployment.Lambda.Log.Select(line => JsonNode.Parse(line.Line)!).ToList();
        Assert.All(Source.All, source => Assert.Equal(3, lines.Where(line => line[Metric.CanariesArrived.Name] is not null && line["source"]!.GetValue<string>() == source.Name).Sum(line => line[Metric.CanariesArrived.Name]!.GetValue<double>())));
        Assert.DoesNotContain(lines, line => line[Metric.FindingsReceived.Name] is not null || line[Metric.Decisions.Name] is not null || line[Metric.Delivered.Name] is not null);
    }

    [Fact]
    public async Task A_page_is_sent_once_to_every_receiver_of_severe_findings_and_is_marked_as_a_test()
    {
        await using var deployment = await StartAsync();

        var (status, text) = await DoctorAsync(deployment, "--page", "--json");

        Assert.Equal(0, status);
        var diagnosis = JsonNode.Parse(text)!;
        Assert.Equal((Stack, true), (diagnosis["stack"]!.GetValue<string>(), diagnosis["well"]!.GetValue<bool>()));
        var page = Assert.Single(diagnosis["checks"]!.AsArray(), check => check!["name"]!.GetValue<string>() is "test page")!;
        Assert.All(["slack delivered", "mail delivered", "topic delivered"], told => Assert.Contains(told, page["what"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.StartsWith("[TEST] ", Assert.Single(deployment.Workspace.Messages).Text, StringComparison.Ordinal);
        Assert.Contains("[TEST]", Assert.Single(await deployment.MailsAsync()).ToJsonString(JsonOptions.Readable), StringComparison.Ordinal);
        Assert.Equal("test", Assert.Single(await deployment.PublishedAsync())["MessageAttributes"]!["mode"]!["Value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_detector_with_another_publishing_frequency_is_reported_as_wrong()
    {
        await using var deployment = await StartAsync();
        deployment.Cloud.Management.Detector = deployment.Cloud.Management.Detector! with { Frequency = "SIX_HOURS" };

        var (status, text) = await DoctorAsync(deployment);

        Assert.Equal(1, status);
        Assert.Contains("publishes every SIX_HOURS, Runtime Monitoring is ENABLED; the stack is configured for FIFTEEN_MINUTES", text, StringComparison.Ordinal);
        Assert.Contains("docs/doctor.md#the-detector", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_stops_at_a_function_that_is_stopped()
    {
        await using var deployment = await StartAsync();
        await deployment.StopAsync(SysdigSource.Row.Name);
        await deployment.StopAsync("notify-email");

        var text = await DoctorUntilAsync(deployment, "was decided, and not delivered: canary-email: its wake-up was not taken");

        Assert.Contains("arrived on SysdigQueue, was not taken from it", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_finds_a_token_that_Slack_refuses()
    {
        await using var deployment = await StartAsync();
        deployment.Workspace.Expired.Add(deployment.Workspace.Tokens.Single());

        var text = await DoctorUntilAsync(deployment, "WRONG test page .*slack .*token", "--page");

        Assert.Contains("docs/doctor.md#it-was-not-delivered", text, StringComparison.Ordinal);
        Assert.NotEmpty(await deployment.MailsAsync());
    }

    [Fact]
    public async Task A_missing_stack_is_reported_as_missing()
    {
        await using var deployment = await StartAsync();
        deployment.Cloud.Management.Stacks.Clear();

        var (status, text) = await DoctorAsync(deployment);

        Assert.Equal(1, status);
        Assert.Contains("Stack with id alertflow-prod does not exist", text, StringComparison.Ordinal);
    }

    private static async Task<Deployment> StartAsync()
    {
        var deployment = await Deployment.StartAsync();
        deployment.Describe(Stack);
        return deployment;
    }

    /// <summary>
    /// The doctor waits in vain for a canary that has stopped, and meanwhile every other part must have done its work: on a busy
    /// machine it is asked again, and waits twice as long.
    /// </summary>
    private async Task<string> DoctorUntilAsync(Deployment deployment, string pattern, params string[] more)
    {
        for (var seconds = 4; ; seconds *= 2)
        {
            var (status, text) = await RunAsync(deployment, ["--timeout", seconds.ToString(CultureInfo.InvariantCulture), .. more]);
            Assert.Equal(1, status);
            if (Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1)))
            {
                return text;
            }

            Assert.True(seconds < 500, $"The doctor does not find '{pattern}'");
        }
    }

    /// <summary>Where all is well the doctor ends by itself: its longest patience only ends a hang.</summary>
    private Task<(int Status, string Output)> DoctorAsync(Deployment deployment, params IEnumerable<string> more) =>
        RunAsync(deployment, ["--timeout", "900", .. more]);

    private async Task<(int Status, string Output)> RunAsync(Deployment deployment, string[] more)
    {
        var start = new ProcessStartInfo(Executable.CommandLine, ["doctor", "--stack", Stack, .. more])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["AWS_REGION"] = LocalCloud.Region;
        start.Environment["AWS_ENDPOINT_URL"] = deployment.Cloud.Proxy.Address.ToString();
        var credentials = await LocalCloud.Credentials("operator").GetCredentialsAsync();
        start.Environment["AWS_ACCESS_KEY_ID"] = credentials.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = credentials.SecretKey;
        using var process = Process.Start(start)!;
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine($"{await text}\n{await errors}");
        return (process.ExitCode, await text);
    }
}
