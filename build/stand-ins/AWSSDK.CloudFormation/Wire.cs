#nullable disable
using System.Net;
using System.Xml.Linq;
using AlertFlow.StandIns;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudFormation.Model;

/// <summary>The query protocol: a form goes out, XML comes back.</summary>
internal static class Wire
{
    public static StandInJson.Marshaller<DescribeStacksRequest> DescribeStacks { get; } = new(input =>
    {
        var request = new DefaultRequest(input, "Amazon.CloudFormation") { HttpMethod = "POST", ResourcePath = "/", UseQueryString = false, SetContentFromParameters = true };
        request.Parameters.Add("Action", "DescribeStacks");
        request.Parameters.Add("Version", "2010-05-15");
        if (input.NextToken is not null)
        {
            request.Parameters.Add("NextToken", input.NextToken);
        }

        if (input.StackName is not null)
        {
            request.Parameters.Add("StackName", input.StackName);
        }

        return request;
    });

    public static XmlResponseUnmarshaller DescribeStacksAnswer { get; } = new DescribeStacksUnmarshaller();

    private sealed class DescribeStacksUnmarshaller : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var result = Child(XDocument.Load(input.Stream).Root, "DescribeStacksResult");
            return new DescribeStacksResponse { NextToken = Text(result, "NextToken"), Stacks = [.. Members(result, "Stacks").Select(Stack)] };
        }

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = Error(input.Stream);
            var type = Text(error, "Type") is "Sender" ? ErrorType.Sender : Text(error, "Type") is "Receiver" ? ErrorType.Receiver : ErrorType.Unknown;
            return new AmazonCloudFormationException(Text(error, "Message"), innerException, type, Text(error, "Code"), null, statusCode);
        }

        private static Stack Stack(XElement member) => new()
        {
            StackId = Text(member, "StackId"),
            StackName = Text(member, "StackName"),
            StackStatus = new StackStatus(Text(member, "StackStatus")),
            Outputs =
            [
                .. Members(member, "Outputs").Select(output => new Output
                {
                    OutputKey = Text(output, "OutputKey"),
                    OutputValue = Text(output, "OutputValue"),
                    Description = Text(output, "Description"),
                    ExportName = Text(output, "ExportName"),
                }),
            ],
        };

        private static XElement Error(Stream stream)
        {
            try
            {
                return Child(XDocument.Load(stream).Root, "Error");
            }
            catch (System.Xml.XmlException)
            {
                return null; // No XML: the status says what there is to say.
            }
        }

        private static IEnumerable<XElement> Members(XElement parent, string name) => Child(parent, name)?.Elements().Where(element => element.Name.LocalName is "member") ?? [];

        private static XElement Child(XElement parent, string name) => parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

        private static string Text(XElement parent, string name) => Child(parent, name)?.Value;
    }
}
