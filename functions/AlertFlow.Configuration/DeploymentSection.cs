using AlertFlow.Channels;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Reads the keys for one deployment: <c>accounts</c>, <c>shadow</c>, <c>adopt_after</c>.</summary>
internal static class DeploymentSection
{
    private const string ExpectedAccount = "an account's id of 12 digits, in quotes";
    private const string ExpectedName = "what people call the account, of at most 64 characters";
    private const int LongestName = 64;

    public static IReadOnlyDictionary<string, string> Accounts(Fields file, Report report)
    {
        SortedDictionary<string, string> accounts = new(StringComparer.Ordinal);
        if (file.Child("accounts") is not { } node)
        {
            return accounts;
        }

        if (node is not Node.Mapping mapping)
        {
            report.Error(node.Place, $"'accounts' is {node.Kind}, expected a mapping of accounts' ids to what people call them");
            return accounts;
        }

        foreach (var (id, value) in mapping.Entries)
        {
            if (id.Value.Length != 12 || !id.Value.All(char.IsAsciiDigit))
            {
                report.Error(id.Place, $"{Report.Quote(id.Value)} is no account, expected {ExpectedAccount}");
            }
            else if (value is not Node.Scalar { IsNull: false, Value: { Length: > 0 and <= LongestName } name } || name.Any(char.IsControl))
            {
                report.Error(value.Place, $"the name of account {id.Value} is {(value is Node.Scalar { IsNull: false } other ? Report.Quote(other.Value) : value.Kind)}, expected {ExpectedName}");
            }
            else if (!accounts.TryAdd(id.Value, name))
            {
                report.Error(id.Place, $"account {id.Value} stands twice, expected once");
            }
        }

        return accounts;
    }

    public static string? Shadow(Fields file, IReadOnlyList<ParsedReceiver> receivers, Report report)
    {
        var shadow = file.OptionalText("shadow", "the name of the receiver that is told in place of all others");
        if (shadow is not null && receivers.All(one => one.Receiver.Name != shadow))
        {
            report.Error(file.PlaceOf("shadow"), $"unknown receiver {Report.Quote(shadow)}, {Suggestion.Among([.. receivers.Select(one => one.Receiver.Name)], shadow)}");
        }

        return shadow;
    }

    public static DateTimeOffset? AdoptAfter(Fields file, Report report)
    {
        if (file.OptionalText("adopt_after", Times.Expected) is not { } text)
        {
            return null;
        }

        if (Times.TryParse(text, out var time))
        {
            return time;
        }

        report.Error(file.PlaceOf("adopt_after"), $"'adopt_after' is {Report.Quote(text)}, expected {Times.Expected}");
        return null;
    }
}
