using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Where it happened and what an event shows of it. The affected resource comes first.</summary>
internal sealed record Scene(Cloud Cloud, IReadOnlyList<ResourceDetails> Resources, IReadOnlyList<Evidence> Evidences);
