using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

public class PutEventsRequest : AmazonWebServiceRequest
{
    public List<PutEventsRequestEntry> Entries { get; set; }
}

public class PutEventsRequestEntry
{
    public string Detail { get; set; }
    public string DetailType { get; set; }
    public string EventBusName { get; set; }
    public string Source { get; set; }
}

public class PutEventsResponse : AmazonWebServiceResponse
{
    public List<PutEventsResultEntry> Entries { get; set; }
    public int? FailedEntryCount { get; set; }
}

public class PutEventsResultEntry
{
    public string ErrorCode { get; set; }
    public string ErrorMessage { get; set; }
}
