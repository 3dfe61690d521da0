using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using CsCheck;

namespace AlertFlow.Tests.Notifications.Text;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("mysql --host db --password hunter2 -e x", "mysql --host db --password [redacted] -e x")]
    [InlineData("DB_PASSWORD=hunter2 ./run", "DB_PASSWORD=[redacted] ./run")]
    [InlineData("pwd=hunter2;user=x", "pwd=[redacted];user=x")]
    [InlineData("""{"password":"hunter2","user":"x"}""", """{"password":[redacted],"user":"x"}""")]
    [InlineData("""{\"password\": \"hunter2\"}""", """{\"password\": [redacted]}""")]
    [InlineData("--db-pass 'hun ter2' --verbose", "--db-pass [redacted] --verbose")]
    [InlineData("--token=hunter2", "--token=[redacted]")]
    [InlineData("password%3Dhunter2&x=1", "password%3D[redacted]&x=1")]
    [InlineData("api_key: hunter2", "api_key: [redacted]")]
    [InlineData("curl -u admin:hunter2 https://x", "curl -u admin:[redacted] https://x")]
    [InlineData("mysql -uroot -phunter2 db", "mysql -uroot -p[redacted] db")]
    [InlineData("sshpass -p hunter2 ssh x", "sshpass -p [redacted] ssh x")]
    [InlineData("curl -H 'Authorization: Basic aHVudGVyMg==' x", "curl -H 'Authorization: Basic [redacted]' x")]
    [InlineData("Bearer hunter2hunter2", "Bearer [redacted]")]
    [InlineData("git clone https://user:hunter2@example.com/x@y", "git clone https://[redacted]@example.com/x@y")]
    [InlineData("AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE", "[redacted] and [redacted]")]
    [InlineData(
        "aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "aws configure set aws_secret_access_key [redacted]")]
    [InlineData(
        "-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY----- x",
        "-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY----- x")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY----- MIIE", "-----BEGIN OPENSSH PRIVATE KEY-----[redacted]")]
    [InlineData("send xoxb-123456789012-abc", "send [redacted]")]
    [InlineData("x eyJhbGciOi.eyJzdWIiOi.SflKxwRJ y", "x [redacted] y")]
    [InlineData("https://hooks.slack.com/services/T0/B0/XXX", "https://hooks.slack.com/services/[redacted]")]
    public void A_secret_is_removed_and_the_command_stays(string text, string expected) =>
        Assert.Equal(expected, Redaction.Default.Apply(text));

    [Theory]
    [InlineData("ncat -l 4444")]
    [InlineData("secretsmanager:GetSecretValue")]
    [InlineData("arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-a1b2c3")]
    [InlineData("CredentialAccess:Runtime/AnomalousBehavior")]
    [InlineData("arn:aws:ecs:eu-central-1:111122223333:task/prod-blue/3f2a9de17a6465404e8b1b2356dc13c2")]
    [InlineData("cat /etc/passwd")]
    [InlineData("https://example.com/a?b=c")]
    public void Text_without_a_secret_stays(string text) => Assert.Equal(text, Redaction.Default.Apply(text));

    [Fact]
    public void Configured_patterns_black_out_their_whole_match() =>
        Assert.Equal(
            "card [redacted] of [redacted]", Redaction.With(["[0-9]{16}", "ACME-[A-Z]+"]).Apply("card 4111111111111111 of ACME-X"));

    [Theory]
    [InlineData("(", false)]
    [InlineData("(?<=a)b", false)]
    [InlineData("x*", false)]
    [InlineData("x+", true)]
    public void An_unusable_pattern_is_reported(string pattern, bool usable) =>
        Assert.Equal(usable, Redaction.Problem(pattern) is null);

    [Fact]
    public void Invisible_characters_hide_no_secret() =>
        Assert.Equal("password=[redacted]", Redaction.Default.Line("pass\u200bword\u202e=hun\u001b[31mter2", 100));

    [Fact]
    public void A_second_pass_changes_nothing() =>
        Gen.OneOf(
            Gen.String.AlphaNumeric,
            Gen.OneOf("password=", " --token ", "\"", "'", "x", "AKIAIOSFODNN7EXAMPLE", "://a:b@", ":", "Bearer ", " ", "authorization: "))
            .Array[0, 12].Select(parts => string.Join(' ', parts))
                .Sample(text => Redaction.Default.Apply(Redaction.Default.Apply(text)) == Redaction.Default.Apply(text));

    [Theory]
    [InlineData("password ")]
    [InlineData("eyJ")]
    [InlineData("-----BEGIN PRIVATE KEY----")]
    [InlineData("mysql ")]
    [InlineData("--a-b-")]
    [InlineData("secret_key_key")]
    [InlineData("://a")]
    [InlineData("password=\"\\\"")]
    [InlineData("authorization: basic ")]
    public void It_stays_fast_on_100_kB_that_were_made_to_be_slow(string part) => Growth.AssertProportional(100_000 / part.Length, times =>
    {
        var text = string.Concat(Enumerable.Repeat(part, times));

        return () => Redaction.Default.Apply(text);
    });
}
