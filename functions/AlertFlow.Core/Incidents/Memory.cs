using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Incidents;

/// <summary>
/// The memory of a key, so that nothing is counted twice: the last events, and the highest count of each cumulative finding.
/// Ids are 16-byte hashes. The memory outlives incidents.
/// </summary>
public sealed record Memory
{
    public const int MaxEvents = 512;
    public const int MaxFindings = 256;

    private const int IdLength = 16;

    /// <summary>GuardDuty keeps, and may update, a finding for this long.</summary>
    /// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings.html"/>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(90);

    /// <summary>The hashes of the events, 16 bytes each, oldest first.</summary>
    public ReadOnlyMemory<byte> Events { get; init; }

    /// <summary>The cumulative findings, least recently seen first.</summary>
    public IReadOnlyList<RememberedFinding> Findings { get; init; } = [];

    /// <summary>True when a finding was ever dropped for lack of room: an unknown finding may then be an old one.</summary>
    public bool Evicted { get; init; }

    /// <summary>Counts a finding. Returns the occurrences that are new, and the memory with the finding in it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="hidden">True when a silence or suppression hides it.</param>
    /// <param name="now">The time of receipt.</param>
    public Observation Observe(Finding finding, bool hidden, DateTimeOffset now)
    {
        var id = IdOf(finding.Metadata.Uid);
        return finding.Count is { } count ? ObserveFinding(id, count, finding, hidden, now) : ObserveEvent(id);
    }

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
        // A silence hides everything about a finding, that it is archived too.
        var archived = hidden ? before?.Archived ?? false : finding.StatusId is Status.Archived;
        var delta = before is null ? (Evicted ? 1 : count) : Math.Max(0, count - before.Count);
        // A visible update reveals hidden occurrences, up to its own count.
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

    /// <summary>Marks the last observed finding as counted in the current incident.</summary>
    public Memory Activated() => this with { Findings = [.. Findings.SkipLast(1), Findings[^1] with { Active = true }] };

    /// <summary>Marks the last observed finding as Shelved: archived at its source before anybody was notified.</summary>
    public Memory Shelving() => this with { Findings = [.. Findings.SkipLast(1), Findings[^1] with { Shelved = true }] };

    /// <summary>Clears all Shelved marks: once people are notified, archived findings are reported with the rest.</summary>
    public Memory Unshelved() => this with { Findings = [.. Findings.Select(finding => finding with { Shelved = false })] };

    /// <summary>Clears the hidden counts of a signal whose silence has ended.</summary>
    public Memory Revealed(string source, string rule)
    {
        var signal = SignalHash(source, rule);
        return this with { Findings = [.. Findings.Select(finding => finding.Signal == signal ? finding with { Hidden = 0 } : finding)] };
    }

    /// <summary>Returns the bytes of a hexadecimal id, the usual form of <see cref="Metadata.Uid"/>; the hash of any other.</summary>
    private static byte[] IdOf(string uid)
    {
        var id = new byte[IdLength];
        return uid.Length == 2 * IdLength && Convert.FromHexString(uid, id, out _, out _) is OperationStatus.Done
            ? id
            : ContentId.Hash(uid)[..IdLength];
    }

    private static uint SignalHash(string source, string rule) =>
        BinaryPrimitives.ReadUInt32LittleEndian(ContentId.Hash($"{source}|{rule}"));

    /// <summary>Clears all Active and Shelved marks: no finding belongs to a new incident yet.</summary>
    public Memory Deactivated() =>
        this with { Findings = [.. Findings.Select(finding => finding with { Active = false, Shelved = false })] };

    /// <summary>True when all findings of the current incident are archived; false when one may have been dropped.</summary>
    [JsonIgnore]
    public bool AllArchived =>
        !Evicted && Findings.Any(finding => finding.Active) && Findings.All(finding => finding.Archived || !finding.Active);
}

/// <summary>A cumulative finding that was seen before.</summary>
public sealed record RememberedFinding
{
    public required ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>The hash of its source and rule.</summary>
    public required uint Signal { get; init; }

    /// <summary>The highest count seen.</summary>
    public required int Count { get; init; }

    /// <summary>The part of the count that is Hidden: counted but not sent.</summary>
    public int Hidden { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
    public bool Archived { get; init; }

    /// <summary>True when the current incident counted it.</summary>
    public bool Active { get; init; }

    /// <summary>Archived at its source before anybody was notified. It is news when it is not archived any more.</summary>
    public bool Shelved { get; init; }
}

/// <summary>The news in a finding.</summary>
/// <param name="Delta">The number of occurrences that were not counted before.</param>
/// <param name="Revealed">The number of occurrences that were Hidden and are not any more.</param>
/// <param name="WasShelved">True when it was Shelved before.</param>
/// <param name="Memory">The memory, with the finding at its end.</param>
public sealed record Observation(int Delta, int Revealed, bool WasShelved, Memory Memory);
