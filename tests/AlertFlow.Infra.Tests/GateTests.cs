using System.Diagnostics;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Servers;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Tests;

/// <summary>Judges from outside: AWS's own validator, cdk-nag's packs AwsSolutions and Serverless, and the list of IAM's actions.</summary>
public sealed class GateTests(GateTests.Report report) : IClassFixture<GateTests.Report>
{
    private const string ForwarderFile = "forwarder";
    private const string NewForwarder = "new-source-forwarder";

    public static TheoryData<string> Judged => [.. Deployments.Names, ForwarderFile, NewForwarder];

    [Theory]
    [MemberData(nameof(Judged))]
    public void No_judge_has_anything_to_say(string deployment) => Assert.Empty(report.Of(deployment));

    [Theory]
    [MemberData(nameof(Judged))]
    public void Where_a_rule_does_not_fit_the_template_says_why(string deployment) => Assert.All(
        TemplateOf(deployment).All.SelectMany(resource => Template.Many(resource.Json["Metadata"]?["cdk_nag"]?["rules_to_suppress"])),
        suppression => Assert.InRange(suppression["reason"]!.GetValue<string>().Length, 40, 300));

    [Theory]
    [InlineData("AWS::SQS::Queue", "MessageRetentionPeriod", "validate F3034")]
    [InlineData("AWS::IAM::Policy", "PolicyDocument", "iam action")]
    public async Task The_judges_judge(string type, string property, string expected)
    {
        var template = Deployments.Of("default");
        var broken = template.With(template.Json.DeepClone().AsObject());
        var owner = broken.OfType(type)[0].Properties;
        if (property is "PolicyDocument")
        {
            owner[property]!["Statement"]![0]!["Action"] = "sqs:RecieveMessage";
        }
        else
        {
            owner[property] = 99_999_999;
        }

        var findings = await Report.JudgeAsync(new Dictionary<string, Template> { ["broken"] = broken });

        Assert.Contains(findings["broken"], finding => finding.StartsWith(expected, StringComparison.Ordinal));
    }

    private static Template TemplateOf(string deployment) => deployment switch
    {
        ForwarderFile => Deployments.Forwarder(),
        NewForwarder => Deployments.Forwarder([.. Source.All, Acme.Source]),
        _ => Deployments.Of(deployment),
    };

    /// <summary>All templates, judged in one go: the judges take seconds to start.</summary>
    public sealed class Report : IAsyncLifetime
    {
        private IReadOnlyDictionary<string, string[]> findings = new Dictionary<string, string[]>();

        public string[] Of(string deployment) => findings[deployment];

        public async ValueTask InitializeAsync() =>
            findings = await JudgeAsync(Judged.Select(row => (string)row.Data).ToDictionary(name => name, TemplateOf));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal static async Task<IReadOnlyDictionary<string, string[]>> JudgeAsync(IReadOnlyDictionary<string, Template> templates)
        {
            var gates = Path.Combine(AppContext.BaseDirectory, "gates");
            var installed = await new NpmProject(gates, "gates").InstallAsync(TestContext.Current.CancellationToken);
            var folder = Directory.CreateTempSubdirectory("alertflow-");
            string[] files = [.. templates.Select(template => Path.Combine(folder.FullName, $"{template.Key}.json"))];
            foreach (var (template, file) in templates.Values.Zip(files))
            {
                await File.WriteAllTextAsync(file, template.Json.ToJsonString());
            }

            var start = new ProcessStartInfo("node", [Path.Combine(gates, "gates.mjs"), .. files])
            {
                WorkingDirectory = installed,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync();
            var output = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            folder.Delete(recursive: true);
            Assert.True(node.ExitCode == 0, await errors);
            return JsonNode.Parse(output)!.AsObject()
                .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Key), file => Template.Texts(file.Value).ToArray());
        }
    }
}
