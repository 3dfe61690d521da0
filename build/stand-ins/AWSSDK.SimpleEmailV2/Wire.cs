using System.Text.Json.Nodes;
using AlertFlow.StandIns;

namespace Amazon.SimpleEmailV2.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "SESv2",
        "email",
        "2019-09-27",
        (text, cause, blame, code, id, status) => new AmazonSimpleEmailServiceV2Exception(text, cause, blame, code, id, status))
    {
        SigningName = "ses",
    };

    public static StandInCall<SendEmailRequest, SendEmailResponse> SendEmail { get; } = StandInJson.Post(
        Service,
        "/v2/email/outbound-emails",
        (SendEmailRequest input) => new()
        {
            ["Content"] = new JsonObject
            {
                ["Raw"] = new JsonObject { ["Data"] = Convert.ToBase64String(input.Content.Raw.Data.ToArray()) },
            },
            ["Destination"] = input.Destination is null ? null : new JsonObject
            {
                ["ToAddresses"] = new JsonArray([.. input.Destination.ToAddresses.Select(address => (JsonNode)address)]),
            },
            ["FromEmailAddress"] = input.FromEmailAddress,
        },
        answer => new SendEmailResponse { MessageId = answer.Text("MessageId") });
}
