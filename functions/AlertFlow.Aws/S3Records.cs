using System.Globalization;
using System.Text.Json;
using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using Amazon.S3;
using Amazon.S3.Model;

namespace AlertFlow.Aws;

/// <summary>An incident's whole record: its item as it stands, and what became of its deliveries.</summary>
public interface IRecords
{
    /// <summary>Writes the record; again writes the same one over.</summary>
    Task WriteAsync(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries, CancellationToken cancellationToken);
}

/// <summary>Records as objects of a bucket: <c>incidents/2026-03-01/INCIDENT/0042.json</c>, by the day and number of the last notification.</summary>
public sealed class S3Records(IAmazonS3 client, string bucket) : IRecords
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
            new PutObjectRequest { BucketName = bucket, Key = KeyOf(item), InputStream = body, AutoCloseStream = false, ContentType = "application/json" },
            cancellationToken);
    }

    internal static string KeyOf(IncidentItem item) => string.Create(
        CultureInfo.InvariantCulture,
        $"incidents/{(item.Incident.OpenedAt ?? item.Touched).UtcDateTime:yyyy-MM-dd}/{item.Incident.Id}/{item.Incident.Sequence:0000}.json");
}
