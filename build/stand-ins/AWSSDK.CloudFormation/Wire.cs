using System.Xml.Linq;
using AlertFlow.StandIns;

namespace Amazon.CloudFormation.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "CloudFormation",
        "cloudformation",
        "2010-05-15",
        (text, cause, blame, code, id, status) => new AmazonCloudFormationException(text, cause, blame, code, id, status));

    public static StandInCall<DescribeStacksRequest, DescribeStacksResponse> DescribeStacks { get; } = StandInQuery.Call(
        Service,
        "DescribeStacks",
        (DescribeStacksRequest input) => [("StackName", input.StackName)],
        result => new DescribeStacksResponse { Stacks = [.. result.Items("Stacks").Select(Stack)] });

    private static Stack Stack(XElement stack) => new()
    {
        StackId = stack.Text("StackId"),
        StackName = stack.Text("StackName"),
        StackStatus = new StackStatus(stack.Text("StackStatus")),
        Outputs = [.. stack.Items("Outputs").Select(Output)],
    };

    private static Output Output(XElement output) => new()
    {
        OutputKey = output.Text("OutputKey"),
        OutputValue = output.Text("OutputValue"),
    };
}
