using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Tests.Deliveries.Pacing;

namespace AlertFlow.Tests.Deliveries;

public sealed class InMemoryDeliveryStoreTests : DeliveryStoreContract
{
    private readonly InMemoryDeliveryStore store = new();

    protected override IDeliveryStore Open() => store;
}

public sealed class InMemoryPaceStoreTests : PaceStoreContract
{
    private readonly InMemoryPaceStore store = new();

    protected override IPaceStore Open() => store;
}
