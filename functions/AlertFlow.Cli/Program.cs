using System.CommandLine;
using System.Text;
using AlertFlow.Cli;
using AlertFlow.Cli.Demo;
using AlertFlow.Cli.Doctor;
using AlertFlow.Cli.Normalize;
using AlertFlow.Cli.Replay;
using AlertFlow.Cli.Routes;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("AlertFlow: container runtime findings in, one conversation per attacked ECS task out")
{
    DemoCommand.Create(),
    DoctorCommand.Create(),
    NormalizeCommand.Create(),
    ReplayCommand.Create(),
    RoutesCommand.Create(),
};

try
{
    var parsed = root.Parse(args);
    return parsed.Errors.Count > 0
        ? Failure.Usage(parsed.Errors.Select(error => error.Message))
        : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
#pragma warning disable CA1031 // People read one line about any exception.
catch (Exception exception)
#pragma warning restore CA1031
{
    return Failure.Report(exception);
}
