using System.Security.Cryptography;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Sources;

namespace AlertFlow.Incidents;

/// <summary>
/// The key that groups findings: account | region | resource, which is the ECS task where there is one. Severity, rule and
/// route are never part of it. Each sample finding has a key of its own, because all samples share one made-up task. A key has
/// at most 512 bytes of plain ASCII and no secrets. One that breaks this is cut to its readable part, and the SHA-256 of the
/// whole is added.
/// </summary>
public static class IncidentKey
{
    public const int MaxBytes = 512;

    /// <summary>The number of hexadecimal digits of an incident's id.</summary>
    public const int IdDigits = 16;

    public static string Of(Finding finding)
    {
        var resource = finding.CorrelatedResource;
        var region = resource is null ? finding.Cloud.Region : resource.Region;
        var sample = finding.IsSample ? $"|sample {finding.Metadata.Uid}" : "";
        return Bounded($"{finding.Cloud.Account?.Uid}|{region}|{finding.Metadata.CorrelationUid}{sample}");
    }

    /// <summary>Returns the key of the digest of one silence for one receiver. It is a conversation of its own.</summary>
    public static string OfDigest(string silence, DateTimeOffset until, string receiver) =>
        Bounded($"silence|{silence}|{until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}|{receiver}");

    private static string Bounded(string key)
    {
        if (key.Length <= MaxBytes && key.All(IsPlain) && Redaction.Default.Apply(key) == key)
        {
            return key;
        }

        var digest = ContentId.Of(key, 64);
        var readable = string.Concat(Redaction.Default.Line(key, MaxBytes).Where(IsPlain));
        return $"{readable[..Math.Min(readable.Length, MaxBytes - digest.Length - 1)]}#{digest}";
    }

    /// <summary>Returns true for ASCII that neither JSON nor a log escapes: it takes one byte wherever the key is written.</summary>
    private static bool IsPlain(char character) => character is >= ' ' and <= '~' and not ('"' or '\\');
}
