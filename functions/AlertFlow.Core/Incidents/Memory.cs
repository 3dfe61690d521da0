using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Incidents;

/// <summary>
/// What a key remembers so that nothing is counted twice: the last events, and of each cumulative finding the highest count.
/// Ids are 16-byte hashes. It outlives incidents.
/// </summary>
public sealed record Memory
{
    public const int MaxEvents = 512;
    public const int MaxFindings = 256;

    private const int IdLength = 16;

    /// <summary>How long GuardDuty keeps a finding, and so may update it.</summary>
    /// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings.html"/>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(90);

    /// <summary>16 bytes an event, oldest first.</summary>
    public ReadOnlyMemory<byte> Events { get; init; }

    /// <summary>Least recently seen first.</summary>
    public IReadOnlyList<RememberedFinding> Findings { get; init; } = [];

    /// <summary>Whether a finding was ever forgotten for want of room: an unknown one may then be an old one.</summary>
    public bool Evicted { get; init; }

    /// <summary>Counts a finding: what is new of it, and the memory that holds it.</summary>
    /// <param name="finding">What came.</param>
    /// <param name="hidden">Whether a silence or suppression hides it.</param>
    /// <param name="now">When it was received.</param>
    public Observation Observe(Finding finding, bool hidden, DateTimeOffset now)
    {
        var id = IdOf(finding.Metadata.Uid);
        return finding.Count is { } count ? ObserveFinding(id, count, finding, hidden, now) : ObserveEvent(id);
    }

    /// <param name="id">16 bytes.</param>
    internal Observation ObserveEvent(byte[] id)
    {
        for (var at = 0; at < Events.Length; at += id.Length)
        {
            if (Events.Span.Slice(at, id.Length).SequenceEqual(id))
            {
                return new Observation(0, Revealed: 0, WasShelved: false, this);
            }
        }

        var kept = Events.Length < MaxEvents * id.Length ? Events : Events[id.Length..];
        return new Observation(1, Revealed: 0, WasShelved: false, this with { Events = (byte[])[.. kept.Span, .. id] });
    }

    private Observation ObserveFinding(byte[] id, int count, Finding finding, bool hidden, DateTimeOffset now)
    {
        var before = Findings.FirstOrDefault(known => known.Id.Span.SequenceEqual(id));
        // A silence hides what it matches whole: that it is archived, too.
        var archived = hidden ? before?.Archived ?? false : finding.StatusId is Status.Archived;
        var delta = before is null ? (Evicted ? 1 : count) : Math.Max(0, count - before.Count);
        // Of what was hidden, an update that is not hidden tells as much as its own count goes beyond what was told.
        var revealed = hidden || before is null ? 0 : Math.Clamp(count - (before.Count - before.Hidden), 0, before.Hidden);
        var after = new RememberedFinding
        {
            Id = id,
            Signal = SignalHash(finding.Source, Samples.RuleOf(finding)),
            Count = Math.Max(count, before?.Count ?? 0),
            Hidden = (before?.Hidden ?? 0) - revealed + (hidden ? delta : 0),
            SeenAt = now,
            Archived = archived,
            Active = before?.Active ?? false,
            Shelved = (hidden || archived) && (before?.Shelved ?? false),
        };
        var fresh = Findings.Where(known => !ReferenceEquals(known, before) && now - known.SeenAt < Retention).Append(after).ToList();
        var overflow = Math.Max(0, fresh.Count - MaxFindings);
        return new Observation(
            delta,
            revealed,
            WasShelved: before?.Shelved ?? false,
            this with { Findings = fresh[overflow..], Evicted = Evicted || overflow > 0 });
    }

    /// <summary>Marks the finding that was observed last as one that the current incident was told of.</summary>
    public Memory Activated() => this with { Findings = [.. Findings.SkipLast(1), Findings[^1] with { Active = true }] };

    /// <summary>Marks the finding that was observed last as one that would be told if it were not archived.</summary>
    public Memory Shelving() => this with { Findings = [.. Findings.SkipLast(1), Findings[^1] with { Shelved = true }] };

    /// <summary>Once people are told, what was archived before is told with the rest.</summary>
    public Memory Unshelved() => this with { Findings = [.. Findings.Select(finding => finding with { Shelved = false })] };

    /// <summary>What was hidden of a signal is told with it, when its silence ends.</summary>
    public Memory Revealed(string source, string rule)
    {
        var signal = SignalHash(source, rule);
        return this with { Findings = [.. Findings.Select(finding => finding.Signal == signal ? finding with { Hidden = 0 } : finding)] };
    }

    /// <summary>The bytes of an id in the form that <see cref="Metadata.Uid"/> has by rule; of any other its hash.</summary>
    private static byte[] IdOf(string uid)
    {
        var id = new byte[IdLength];
        return uid.Length == 2 * IdLength && Convert.FromHexString(uid, id, out _, out _) is OperationStatus.Done
            ? id
            : ContentId.Hash(uid)[..IdLength];
    }

    private static uint SignalHash(string source, string rule) =>
        BinaryPrimitives.ReadUInt32LittleEndian(ContentId.Hash($"{source}|{rule}"));

    /// <summary>For a new incident: no finding belongs to it yet.</summary>
    public Memory Deactivated() => this with { Findings = [.. Findings.Select(finding => finding with { Active = false, Shelved = false })] };

    /// <summary>Whether all findings of the current incident are archived at their source; false where one may be forgotten.</summary>
    [JsonIgnore]
    public bool AllArchived => !Evicted && Findings.Any(finding => finding.Active) && Findings.All(finding => finding.Archived || !finding.Active);
}

/// <summary>A cumulative finding that was seen.</summary>
public sealed record RememberedFinding
{
    public required ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>Its source and rule, as a hash.</summary>
    public required uint Signal { get; init; }

    /// <summary>The highest count seen.</summary>
    public required int Count { get; init; }

    /// <summary>How much of the count nobody was told, since it was hidden.</summary>
    public int Hidden { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
    public bool Archived { get; init; }

    /// <summary>Whether the current incident was told of it.</summary>
    public bool Active { get; init; }

    /// <summary>Archived before anybody was told of it: news when it is archived no more.</summary>
    public bool Shelved { get; init; }
}

/// <summary>What a finding adds.</summary>
/// <param name="Delta">How many occurrences were not counted before.</param>
/// <param name="Revealed">How many were counted and hidden before, and are hidden no more.</param>
/// <param name="WasShelved">Whether it was archived before anybody was told of it.</param>
/// <param name="Memory">With the finding in it, last.</param>
public sealed record Observation(int Delta, int Revealed, bool WasShelved, Memory Memory);
