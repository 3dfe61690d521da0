namespace AlertFlow.Findings;

/// <summary>OCSF <c>observable.type_id</c>: the kinds that AlertFlow writes.</summary>
public enum ObservableType
{
    Unknown = 0,
    Hostname = 1,
    IpAddress = 2,
    UserName = 4,
    FileName = 7,
    Hash = 8,
    ProcessName = 9,
    ResourceUid = 10,
    CommandLine = 13,
    FilePath = 45,
}

/// <summary>OCSF <c>observable</c>: a value worth searching for, and the attribute that holds it.</summary>
public sealed record Observable
{
    public required string Name { get; init; }
    public required ObservableType TypeId { get; init; }
    public string Type => TypeId.Caption;
    public required string Value { get; init; }
}

public static class ObservableTypeExtensions
{
    extension(ObservableType type)
    {
        public string Caption => type switch
        {
            ObservableType.IpAddress => "IP Address",
            ObservableType.UserName => "User Name",
            ObservableType.FileName => "File Name",
            ObservableType.ProcessName => "Process Name",
            ObservableType.ResourceUid => "Resource UID",
            ObservableType.CommandLine => "Command Line",
            ObservableType.FilePath => "File Path",
            _ => type.ToString(),
        };
    }
}
