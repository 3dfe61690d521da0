namespace AlertFlow.Cli.Doctor;

/// <summary>The headings of <c>docs/doctor.md</c>, as links name them. A test compares the two.</summary>
public static class Heading
{
    public const string Stack = "the-stack";
    public const string Detector = "the-detector";
    public const string Table = "the-table";
    public const string Queues = "the-queues";
    public const string DeadLetters = "dead-letters";
    public const string Secret = "the-secret-of-slack";
    public const string NotArrived = "it-did-not-arrive-on-the-queue";
    public const string NotTaken = "it-was-not-taken-from-the-queue";
    public const string NotDecided = "it-was-not-decided";
    public const string NotDelivered = "it-was-not-delivered";

    public static IReadOnlyList<string> All { get; } =
    [
        Stack, Detector, Table, Queues, DeadLetters, Secret, NotArrived, NotTaken, NotDecided, NotDelivered,
    ];
}
