using System.Globalization;
using System.Text.Json;
using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using Amazon.S3;
using Amazon.S3.Model;

namespace AlertFlow.Aws;

/// <summary>Keeps the whole record of each incident: its item and its deliveries.</summary>
public interface IRecordStore
{
    /// <summary>Writes the record. Writing it twice leaves one.</summary>
    Task WriteAsync(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries, CancellationToken cancellationToken);
}

/// <summary>
/// Keeps records as objects of a bucket, such as <c>incidents/2026-03-01/INCIDENT/0042.json</c>: the day on which the incident
/// opened, and the number of its last notification.
/// </summary>
public sealed class S3RecordStore(IAmazonS3 client, string bucket) : IRecordStore
{
    public async Task WriteAsync(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WritePropertyName("item");
            json.WriteRawValue(ItemJson.Write(item));
            json.WriteStartArray("deliveries");
            foreach (var delivery in deliveries.Where(delivery => delivery.Stream.Incident == item.Incident.Id))
            {
                json.WriteRawValue(DeliveryJson.Write(delivery));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        body.Position = 0;
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = KeyOf(item),
                InputStream = body,
                AutoCloseStream = false,
                ContentType = "application/json",
            },
            cancellationToken);
    }

    private static string KeyOf(IncidentItem item)
    {
        var (incident, day) = (item.Incident, (item.Incident.OpenedAt ?? item.Touched).UtcDateTime);
        return string.Create(CultureInfo.InvariantCulture, $"incidents/{day:yyyy-MM-dd}/{incident.Id}/{incident.Sequence:0000}.json");
    }
}
