using System.Globalization;
using AlertFlow.StandIns;

namespace Amazon.SimpleNotificationService.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "SNS",
        "sns",
        "2010-03-31",
        (text, cause, blame, code, id, status) => new AmazonSimpleNotificationServiceException(text, cause, blame, code, id, status));

    public static StandInCall<PublishRequest, PublishResponse> Publish { get; } = StandInQuery.Call(
        Service,
        "Publish",
        (PublishRequest input) =>
        [
            ("Message", input.Message),
            ("MessageDeduplicationId", input.MessageDeduplicationId),
            ("MessageGroupId", input.MessageGroupId),
            ("MessageStructure", input.MessageStructure),
            ("Subject", input.Subject),
            ("TopicArn", input.TopicArn),
            .. (input.MessageAttributes ?? []).SelectMany((attribute, index) => Attribute(attribute.Key, attribute.Value, index + 1)),
        ],
        result => new PublishResponse { MessageId = result.Text("MessageId") });

    private static IEnumerable<(string Name, string Value)> Attribute(string name, MessageAttributeValue value, int number)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{number}.");
        return [(prefix + "Name", name), (prefix + "Value.DataType", value.DataType), (prefix + "Value.StringValue", value.StringValue)];
    }
}
