using Amazon.Runtime;

namespace Amazon.SimpleEmailV2.Model;

public class SendEmailRequest : AmazonWebServiceRequest
{
    public EmailContent Content { get; set; }
    public Destination Destination { get; set; }
    public string FromEmailAddress { get; set; }
}

public class EmailContent
{
    public RawMessage Raw { get; set; }
}

public class RawMessage
{
    public MemoryStream Data { get; set; }
}

public class Destination
{
    public List<string> ToAddresses { get; set; }
}

public class SendEmailResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}
