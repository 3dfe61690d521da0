#nullable disable
using Amazon.Runtime;

namespace Amazon.SimpleEmailV2.Model;

public class SendEmailRequest : AmazonWebServiceRequest
{
    public string ConfigurationSetName { get; set; }
    public EmailContent Content { get; set; }
    public Destination Destination { get; set; }
    public List<MessageTag> EmailTags { get; set; }
    public string FromEmailAddress { get; set; }
    public string FromEmailAddressIdentityArn { get; set; }
    public List<string> ReplyToAddresses { get; set; }
}

public class EmailContent
{
    public RawMessage Raw { get; set; }
    public Message Simple { get; set; }
}

public class RawMessage
{
    public MemoryStream Data { get; set; }
}

public class Message
{
    public Body Body { get; set; }
    public Content Subject { get; set; }
}

public class Body
{
    public Content Html { get; set; }
    public Content Text { get; set; }
}

public class Content
{
    public string Charset { get; set; }
    public string Data { get; set; }
}

public class Destination
{
    public List<string> BccAddresses { get; set; }
    public List<string> CcAddresses { get; set; }
    public List<string> ToAddresses { get; set; }
}

public class MessageTag
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public class SendEmailResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}
