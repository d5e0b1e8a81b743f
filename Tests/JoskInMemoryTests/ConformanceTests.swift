import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@Suite("Conformance of InMemoryStore")
struct ConformanceTests {
    @Test("InMemoryStore satisfies the conformance case", arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { InMemoryStore() }
    }

    @Test(
        "InMemoryStore with a stopped clock satisfies the conformance case",
        arguments: StoreConformance.cases)
    func keepsAtOneMoment(_ promise: ConformanceCase) async throws {
        let clock = ManualClock()
        try await promise.run { InMemoryStore(now: { clock.now }) }
    }
}
