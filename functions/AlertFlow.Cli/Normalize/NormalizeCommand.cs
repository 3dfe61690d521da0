using System.CommandLine;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Sources;
using ParseResult = AlertFlow.Sources.ParseResult;

namespace AlertFlow.Cli.Normalize;

/// <summary><c>alertflow normalize</c>: prints the events of products as OCSF findings.</summary>
public static class NormalizeCommand
{
    private const string Auto = "auto";

    public static Command Create()
    {
        var source = new Option<string>("--source") { Description = "Whose events these are", DefaultValueFactory = _ => Auto };
        source.AcceptOnlyFromAmong([Auto, .. Source.All.Select(known => known.Name)]);
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files that hold a JSON object, an array or NDJSON; - is standard input",
            DefaultValueFactory = _ => [InputFile.StandardInput],
            Arity = ArgumentArity.ZeroOrMore,
        };
        files.RefuseOptions();
        var command = new Command("normalize", "Read events and print each as one OCSF finding a line") { source, files };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(files), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string sourceName, string[] paths, CancellationToken cancellationToken)
    {
        var inputs = await InputFile.ReadAllAsync(paths, cancellationToken);
        var chosen = Source.Find(sourceName);
        await using var output = new StreamWriter(
            Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        var exit = ExitCode.Ok;
        foreach (var input in inputs)
        {
            foreach (var (element, result) in Source.ParseBody(input.Bytes, chosen))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (result is ParseResult.Parsed { Finding: var finding })
                {
                    await output.WriteLineAsync(FindingJson.Write(finding));
                    continue;
                }

                await output.FlushAsync(cancellationToken);
                Complaint.Print(input.Name, element.Line, result);
                exit = result is ParseResult.Malformed ? ExitCode.Malformed : exit;
            }
        }

        return exit;
    }
}
