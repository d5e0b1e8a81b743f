import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@Suite("InMemoryStore keeps the contract of a store")
struct ConformanceTests {
    @Test(arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { InMemoryStore() }
    }

    @Test("with a clock that stands still", arguments: StoreConformance.cases)
    func keepsAtOneMoment(_ promise: ConformanceCase) async throws {
        let clock = ManualClock()
        try await promise.run { InMemoryStore(now: { clock.now }) }
    }
}
