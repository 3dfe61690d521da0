using Amazon.Runtime;

namespace Amazon.CloudFormation
{
    public class StackStatus(string value) : ConstantClass(value);
}

namespace Amazon.CloudFormation.Model
{
    public class DescribeStacksRequest : AmazonWebServiceRequest
    {
        public string StackName { get; set; }
    }

    public class DescribeStacksResponse : AmazonWebServiceResponse
    {
        public List<Stack> Stacks { get; set; }
    }

    public class Stack
    {
        public List<Output> Outputs { get; set; }
        public string StackId { get; set; }
        public string StackName { get; set; }
        public StackStatus StackStatus { get; set; }
    }

    public class Output
    {
        public string OutputKey { get; set; }
        public string OutputValue { get; set; }
    }
}
