namespace AlertFlow.Functions;

/// <summary>The clock of the system, moved by an offset.</summary>
internal sealed class OffsetClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
