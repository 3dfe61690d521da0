using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.SQSEvents;

namespace AlertFlow.Functions;

/// <summary>The events and answers of Lambda.</summary>
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(ScheduledEvent))]
public sealed partial class FunctionJson : JsonSerializerContext;
