using AlertFlow.Findings;

namespace AlertFlow.Tests.Ocsf;

public sealed class OcsfSchemaTests
{
    [Fact]
    public void The_valid_samples_are_valid()
    {
        OcsfSchema.SkipWithout();
        var samples = Samples("valid");

        Assert.Equal(6, samples.Length);
        Assert.All(samples, sample => OcsfSchema.AssertValid(File.ReadAllText(sample)));
    }

    [Theory]
    [InlineData("n01_no_finding_uid", "/finding_info: Required properties [\"uid\"] are not present")]
    [InlineData("n02_severity_7", "/severity_id: Value should match one of the values specified by the enum")]
    [InlineData("n03_type_uid_mismatch", "/type_uid: Expected \"200401\"")]
    [InlineData("n04_unknown_toplevel", "/task_arn: All values fail against the false schema")]
    [InlineData("n05_time_iso", "/time: Value is \"string\" but should be \"integer\"")]
    [InlineData("n06_no_cloud", ": Required properties [\"cloud\"] are not present")]
    [InlineData("n07_evidence_container_only", "/evidences/0: Required properties [\"actor\"] are not present")]
    [InlineData("n08_pod_uuid_ecs_task_id", "/evidences/0/container/pod_uuid: The string value is not a match for the indicated regular expression")]
    [InlineData("n09_analytic_no_type_id", "/finding_info/analytic: Required properties [\"type_id\"] are not present")]
    [InlineData("n10_class_uid_2001", "/class_uid: Expected \"2004\"")]
    [InlineData("n11_observable_no_type_id", "/observables/0: Required properties [\"type_id\"] are not present")]
    [InlineData("n12_resource_no_name_uid", "/resources/0: Required properties [\"name\"] are not present")]
    [InlineData("n13_no_product", "/metadata: Required properties [\"product\"] are not present")]
    [InlineData("n14_container_toplevel", "/container: All values fail against the false schema")]
    [InlineData("n15_severity_string", "/severity_id: Value is \"string\" but should be \"integer\"")]
    [InlineData("n16_unknown_nested", "/resources/0/task_arn: All values fail against the false schema")]
    [InlineData("n17_unmapped_array", "/unmapped: Value is \"array\" but should be \"object\"")]
    [InlineData("n18_remediation_no_desc", "/remediation: Required properties [\"desc\"] are not present")]
    [InlineData("n19_null_value", "/message: Value is \"null\" but should be \"string\"")]
    [InlineData("n20_image_no_uid", "/evidences/0/container/image: Required properties [\"uid\"] are not present")]
    [InlineData("n21_file_no_type_id", "/evidences/0/process/file: Required properties [\"type_id\"] are not present")]
    [InlineData("n22_bad_port", "/evidences/0/dst_endpoint/port: 70000 should be at most 65535")]
    [InlineData("n23_attack_empty", "/finding_info/attacks/0: Required properties [\"tactic\"] are not present")]
    public void An_invalid_sample_is_invalid_for_the_reason_in_its_name(string name, string reason)
    {
        OcsfSchema.SkipWithout();
        var sample = Assert.Single(Samples("invalid"), sample => Path.GetFileNameWithoutExtension(sample) == name);

        Assert.All(OcsfSchema.Versions, version => Assert.Equal(reason, OcsfSchema.Breaches(File.ReadAllText(sample), version)[0]));
    }

    [Fact]
    public void No_invalid_sample_is_left_out()
    {
        OcsfSchema.SkipWithout();

        Assert.Equal(23, Samples("invalid").Length);
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
