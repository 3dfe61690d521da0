using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Tests.Sources;

namespace AlertFlow.Tests.Ocsf;

/// <summary>The schema's numbers and their captions, which JSON Schema cannot tie to each other.</summary>
/// <seealso href="https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud,container,security_control"/>
public sealed class CaptionTests
{
    /// <summary>By the number's name; <c>type_id</c> means another thing in each object, so that it is led by the object's name.</summary>
    private static readonly Dictionary<string, Dictionary<int, string>> Captions = new(StringComparer.Ordinal)
    {
        ["activity_id"] = Of("Unknown", "Create", "Update", "Close"),
        ["severity_id"] = Of("Unknown", "Informational", "Low", "Medium", "High", "Critical", "Fatal"),
        ["status_id"] = Of("Unknown", "New", "In Progress", "Suppressed", "Resolved", "Archived", "Deleted"),
        ["confidence_id"] = Of("Unknown", "Low", "Medium", "High"),
        ["action_id"] = Of("Unknown", "Allowed", "Denied", "Observed", "Modified"),
        ["disposition_id"] = Of(
            "Unknown", "Allowed", "Blocked", "Quarantined", "Isolated", "Deleted", "Dropped", "Custom Action", "Approved", "Restored", "Exonerated", "Corrected",
            "Partially Corrected", "Uncorrected", "Delayed", "Detected", "No Action", "Logged", "Tagged", "Alert", "Count", "Reset", "Captcha", "Challenge",
            "Access Revoked", "Rejected", "Unauthorized", "Error"),
        ["direction_id"] = Of("Unknown", "Inbound", "Outbound", "Lateral", "Local"),
        ["role_id"] = Of("Unknown", "Target", "Actor", "Affected", "Related"),
        ["algorithm_id"] = Of("Unknown", "MD5", "SHA-1", "SHA-256", "SHA-512"),
        ["analytic.type_id"] = Of("Unknown", "Rule", "Behavioral", "Statistical", "Learning (ML/DL)"),
        ["account.type_id"] = new() { [10] = "AWS Account" },
        ["file.type_id"] = Of("Unknown", "Regular File"),
        ["observables.type_id"] = new()
        {
            [0] = "Unknown",
            [1] = "Hostname",
            [2] = "IP Address",
            [4] = "User Name",
            [7] = "File Name",
            [8] = "Hash",
            [9] = "Process Name",
            [10] = "Resource UID",
            [13] = "Command Line",
            [45] = "File Path",
        },
    };

    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_has_its_caption_beside_it(string name)
    {
        foreach (var result in Sample.Find(name).Parsed().Select(element => element.Result).OfType<ParseResult.Parsed>())
        {
            using var written = JsonDocument.Parse(FindingJson.Write(result.Finding));
            Assert.Empty(Mistakes(written.RootElement, "finding").ToArray());
        }
    }

    /// <param name="value">Any part of a finding.</param>
    /// <param name="holder">The member that holds it; the items of a list are held by the list's.</param>
    private static IEnumerable<string> Mistakes(JsonElement value, string holder) => value.ValueKind switch
    {
        // What the source said in its own words has ids of its own.
        JsonValueKind.Object when holder is "unmapped" or "data" => [],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            Mistakes(member.Value, member.Name).Concat(member.Name.EndsWith("_id", StringComparison.Ordinal) ? Mistakes(value, holder, member) : [])),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Mistakes(item, holder)),
        _ => [],
    };

    private static IEnumerable<string> Mistakes(JsonElement owner, string holder, JsonProperty number)
    {
        var stem = number.Name[..^"_id".Length];
        var caption = owner.TryGetProperty(stem, out var found) || owner.TryGetProperty($"{stem}_name", out found) ? found.GetString() : null;
        var known = Captions.GetValueOrDefault(number.Name) ?? Captions.GetValueOrDefault($"{holder}.{number.Name}");
        if (known?.GetValueOrDefault(number.Value.GetInt32()) is not { } expected || caption != expected)
        {
            yield return $"{holder}.{number.Name} = {number.Value} is called {caption ?? "nothing"}";
        }
    }

    private static Dictionary<int, string> Of(params string[] captions)
    {
        var numbered = captions.Index().ToDictionary(caption => caption.Index, caption => caption.Item);
        numbered[99] = "Other";
        return numbered;
    }
}
