using AlertFlow.Findings;

namespace AlertFlow.Tests.Ocsf;

public sealed class OcsfSchemaTests
{
    [Fact]
    public void The_validator_accepts_the_valid_samples()
    {
        OcsfSchema.SkipWithout();
        var samples = Samples("valid");

        Assert.Equal(6, samples.Length);
        Assert.All(samples, sample => OcsfSchema.AssertValid(File.ReadAllText(sample)));
    }

    [Fact]
    public void The_validator_refuses_the_invalid_samples()
    {
        OcsfSchema.SkipWithout();
        var samples = Samples("invalid");

        Assert.Equal(23, samples.Length);
        Assert.All(samples, sample => Assert.All(OcsfSchema.Versions, version => Assert.NotEmpty(OcsfSchema.Breaches(File.ReadAllText(sample), version))));
    }

    /// <summary>The schema cannot say that a caption belongs to its id.</summary>
    [Fact]
    public void Captions_are_those_of_the_schema()
    {
        Assert.Equal(
            ["Unknown", "Informational", "Low", "Medium", "High", "Critical", "Fatal", "Other"],
            Enum.GetValues<Severity>().Select(severity => severity.Caption));
        Assert.Equal(
            ["Unknown", "New", "In Progress", "Suppressed", "Resolved", "Archived", "Deleted", "Other"],
            Enum.GetValues<Status>().Select(status => status.Caption));
        Assert.Equal(["Unknown", "Create", "Update", "Close", "Other"], Enum.GetValues<Activity>().Select(activity => activity.Caption));
        Assert.Equal(
            ["Unknown", "Hostname", "IP Address", "User Name", "File Name", "Hash", "Process Name", "Resource UID", "Command Line", "File Path"],
            Enum.GetValues<ObservableType>().Select(type => type.Caption));
    }

    private static string[] Samples(string kind) => Directory.GetFiles(Path.Combine(OcsfSchema.Folder, "samples", kind), "*.json");
}
