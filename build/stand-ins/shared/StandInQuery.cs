using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AlertFlow.StandIns;

/// <summary>Makes calls of the protocol <c>awsQuery</c>: a form goes out, XML comes back.</summary>
internal static class StandInQuery
{
    /// <param name="service">The service.</param>
    /// <param name="action">The name of the call.</param>
    /// <param name="form">Gives its parameters; one that is null is left out.</param>
    /// <param name="read">Reads the result in the answer.</param>
    public static StandInCall<TRequest, TResponse> Call<TRequest, TResponse>(
        StandInService service,
        string action,
        Func<TRequest, IEnumerable<(string Name, string Value)>> form,
        Func<XElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        new(
            input =>
            {
                var request = new DefaultRequest(input, service.Id)
                {
                    HttpMethod = "POST",
                    ResourcePath = "/",
                    SetContentFromParameters = true,
                };
                (string Name, string Value)[] fields = [("Action", action), ("Version", service.Version), .. form(input)];
                foreach (var (name, value) in fields.Where(field => field.Value is not null))
                {
                    request.Parameters.Add(name, value);
                }

                return request;
            },
            new Unmarshaller(service, answer => read(answer.Child($"{action}Result"))));

    public static XElement Child(this XElement parent, string name) =>
        parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    public static string Text(this XElement parent, string name) => parent.Child(name)?.Value;

    public static IEnumerable<XElement> Items(this XElement parent, string name) =>
        parent.Child(name)?.Elements().Where(element => element.Name.LocalName is "member") ?? [];

    private sealed class Unmarshaller(StandInService service, Func<XElement, AmazonWebServiceResponse> read) : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var answer = XDocument.Load(input.Stream).Root;
            var response = read(answer);
            response.ResponseMetadata = new ResponseMetadata { RequestId = answer.Child("ResponseMetadata").Text("RequestId") };
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var answer = Document(input.Stream);
            var error = answer.Child("Error");
            var type = error.Text("Type") switch { "Sender" => ErrorType.Sender, "Receiver" => ErrorType.Receiver, _ => ErrorType.Unknown };
            return service.Fail(error.Text("Message"), innerException, type, error.Text("Code"), answer.Text("RequestId"), statusCode);
        }

        private static XElement Document(Stream stream)
        {
            try
            {
                return XDocument.Load(stream).Root;
            }
            catch (XmlException)
            {
                return null; // The answer is not XML: only the status is known.
            }
        }
    }
}
