import JoskLedger
import JoskPostgres
import JoskTesting
import Testing

@Suite("PostgresStore keeps the contract of a store")
struct ConformanceTests {
    /// Cases make businesses of their own, so they can share a database.
    private static let database = Task { try await TestDatabase.migrated("conformance") }

    @Test(arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await withStore(on: Self.database.value) { store in try await promise.run { store } }
    }

    @Test("with statements that are not prepared", arguments: StoreConformance.cases)
    func keepsUnprepared(_ promise: ConformanceCase) async throws {
        var configuration = try await Self.database.value.configuration
        configuration.preparesStatements = false
        try await withStore(on: Self.database.value, configuration) { store in
            try await promise.run { store }
        }
    }

    @Test("with one connection", arguments: StoreConformance.cases)
    func keepsWithOneConnection(_ promise: ConformanceCase) async throws {
        var configuration = try await Self.database.value.configuration
        configuration.maximumConnections = 1
        try await withStore(on: Self.database.value, configuration) { store in
            try await promise.run { store }
        }
    }

    @Test("with a clock that stands still", arguments: StoreConformance.cases)
    func keepsAtOneMoment(_ promise: ConformanceCase) async throws {
        let clock = ManualClock()
        try await withStore(on: Self.database.value, clock: { clock.now }) { store in
            try await promise.run { store }
        }
    }
}
