import JoskLedger
import JoskTesting
import SQLiteStore
import Testing

@Suite("The conformance of SQLiteStore")
struct ConformanceTests {
    private static let folder = TemporaryFolder()
    private static let store = Result { try SQLiteStore(path: folder.path(of: "conformance.sqlite")) }
    /// Two stores that share a file, as two processes would, and take turns.
    private static let pair = Result {
        try (0..<2).map { _ in try SQLiteStore(path: folder.path(of: "shared.sqlite"), busyTimeout: 600) }
    }

    @Test("SQLiteStore keeps the contract of a store", arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { try Self.store.get() }
    }

    @Test(
        "SQLiteStore keeps the contract of a store with a file that another store uses",
        arguments: StoreConformance.cases)
    func keepsTogether(_ promise: ConformanceCase) async throws {
        try await promise.run { AlternatingStore(stores: try Self.pair.get()) }
    }
}
