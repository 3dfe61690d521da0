using AlertFlow.Deployment;
using AlertFlow.Incidents;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using LambdaFunction = Amazon.CDK.AWS.Events.Targets.LambdaFunction;
using Schedule = Amazon.CDK.AWS.Events.Schedule;

namespace AlertFlow.Infra.Sweep;

/// <summary>The sweeper: every minute it lets timers act, and hands over again what was left behind.</summary>
public sealed class Sweeping : Construct
{
    public Sweeping(Construct scope, string id, FunctionCode code, ILogGroup logGroup, IReadOnlyDictionary<string, string> environment)
        : base(scope, id)
    {
        Function = new AlertFlowFunction(this, "Sweep", new AlertFlowFunctionProps
        {
            Code = code,
            Row = FunctionRow.SweepName,
            Description = "lets timers act, and hands over again what was left behind",
            Timeout = Duration.Seconds(50),
            LogGroup = logGroup,
            Environment = environment,
        });
        const string NextBeat = "The next minute makes up for it, and an alarm tells when three have passed without a sweep";
        var invoke = new EventInvokeConfig(this, "Once", new EventInvokeConfigProps
        {
            Function = Function.Function,
            RetryAttempts = 0, // The next minute makes up for a lost sweep: a repeated one would only be late.
            MaxEventAge = Duration.Seconds(60),
        });
        invoke.Suppress(("Serverless-LambdaAsyncFailureDestination", NextBeat));
        var rule = new Rule(this, "EveryMinute", new RuleProps
        {
            Description = "The beat of AlertFlow's timers",
            Schedule = Schedule.Rate(Duration.Minutes(1)),
            Targets =
                [new LambdaFunction(Function.Function, new LambdaFunctionProps { RetryAttempts = 0, MaxEventAge = Duration.Seconds(60) })],
        });
        rule.Suppress(("Serverless-EventBusDLQ", NextBeat));
    }

    public AlertFlowFunction Function { get; }
}
