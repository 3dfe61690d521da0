using System.Text.RegularExpressions;

namespace AlertFlow.Notifications.Text;

/// <summary>
/// The patterns of secrets. Each is linear: it starts at a fixed word or after a boundary, and every run is either bounded or
/// ends where the next could begin.
/// </summary>
internal static partial class SecretPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const int Timeout = 1000;

    // A quote inside a bare value belongs to it only if more of the value follows, as in a shell.
    private const string Value = """("[^"]*"?|'[^']*'?|\\"[^"]*"?|[^\s"'&;]+(["'][^\s"'&;]+)*)""";

    private const string Word =
        """(passw(or)?d|passphrase|passcode|(?<![a-z])pass|pwd|(?<!\d:)secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|client[_.-]?key|account[_.-]?key|sas[_.-]?key|x-amz-(signature|credential)|signature|cookie)""";

    private const string Suffix = """([_.-]?(access|key|value|string|text|hash|base64|b64|\d{1,4})){0,4}""";

    private const string Separator = """(\\?["'])?\s{0,32}(:=|=>|[:=]|%3d)\s{0,32}""";

    public static IReadOnlyList<Regex> All { get; } =
    [
        AwsKeyId(), PrivateKey(), UserInfo(), Authorization(), Bearer(), Assignment(), Option(), AwsSecretKey(), UserOption(),
        ClientOption(), JsonWebToken(), WellKnownToken(), SlackWebhook(),
    ];

    [GeneratedRegex("""-----BEGIN [A-Z ]{0,30}PRIVATE KEY( BLOCK)?-----(?<secret>.*?)(-----END [A-Z ]{0,30}PRIVATE KEY( BLOCK)?-----|\z)""", Options | RegexOptions.Singleline, Timeout)]
    private static partial Regex PrivateKey();

    /// <summary><c>https://user:password@host</c></summary>
    [GeneratedRegex("""://(?<secret>[^\s/?#"'<>]+)@""", Options, Timeout)]
    private static partial Regex UserInfo();

    [GeneratedRegex("authorization" + Separator + """["']?((basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\s+)?(?<secret>[^\s"']+)""", Options, Timeout)]
    private static partial Regex Authorization();

    [GeneratedRegex("""\bbearer\s+(?<secret>[a-z0-9._~+/=-]{6,})""", Options, Timeout)]
    private static partial Regex Bearer();

    /// <summary><c>DB_PASSWORD=x</c>, <c>"password": "x"</c></summary>
    [GeneratedRegex(Word + Suffix + Separator + "(?<secret>" + Value + ")", Options, Timeout)]
    private static partial Regex Assignment();

    /// <summary><c>--db-password x</c></summary>
    [GeneratedRegex("""(?<=[\s"']|^)--?[a-z]{0,20}([_-][a-z]{1,20}){0,4}?[_-]?""" + "(passw(or)?d|passphrase|pass|pwd|secret|token|api[_-]?key|access[_-]?key)" + Suffix + """["']?\s{1,32}(?<secret>(?!-)""" + Value + ")", Options, Timeout)]
    private static partial Regex Option();

    /// <summary><c>aws configure set aws_secret_access_key x</c></summary>
    [GeneratedRegex("""secret_?access_?key["'\s:=]{1,32}(?<secret>[a-z0-9/+]{40})""", Options, Timeout)]
    private static partial Regex AwsSecretKey();

    /// <summary><c>curl -u user:password</c></summary>
    [GeneratedRegex("""(?<=[\s"']|^)(-u|--user|--proxy-user)[\s=]{0,8}["']?[^\s:"']{1,128}:(?<secret>[^\s"']+)""", Options, Timeout)]
    private static partial Regex UserOption();

    /// <summary><c>mysql -psecret</c>, <c>sshpass -p secret</c></summary>
    [GeneratedRegex("""\b((mysql|mysqldump|mysqladmin|mariadb)\b[^|;]{0,200}?\s-p|(sshpass|redis-cli\b[^|;]{0,200}?)\s{1,8}-[pa]\s{0,8})["']?(?<secret>[^\s"']+)""", Options, Timeout)]
    private static partial Regex ClientOption();

    [GeneratedRegex("""(?<secret>(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex AwsKeyId();

    [GeneratedRegex("""(?<![\w-])(?<secret>eyJ[a-z0-9_-]{5,}\.[a-z0-9_-]{5,}(\.[a-z0-9_-]*)?)""", Options, Timeout)]
    private static partial Regex JsonWebToken();

    /// <summary>Slack, GitHub, GitLab, Google, Stripe and npm mark their tokens.</summary>
    [GeneratedRegex("""(?<![\w-])(?<secret>(xox[a-z](\.xox[a-z])?-|xapp-|gh[pousr]_|github_pat_|glpat-|AIza|[sr]k_live_|npm_)[a-z0-9_-]{10,})""", Options, Timeout)]
    private static partial Regex WellKnownToken();

    [GeneratedRegex("""hooks\.slack\.com/(services|workflows|triggers)/(?<secret>[a-z0-9/_-]+)""", Options, Timeout)]
    private static partial Regex SlackWebhook();
}
