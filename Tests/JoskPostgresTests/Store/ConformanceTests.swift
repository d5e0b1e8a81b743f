import JoskLedger
import JoskPostgres
import JoskTesting
import Testing

@Suite("Conformance of PostgresStore")
struct ConformanceTests {
    /// The stores of these tests, which end with the process.
    ///
    /// Each case creates its own businesses, so the cases share a database, and run on one store at the same time.
    private enum Stores {
        static let database = Task { try await TestDatabase.migrated("conformance") }
        static let usual = Task { try await make() }
        static let unprepared = Task { try await make { $0.preparesStatements = false } }
        static let narrow = Task { try await make { $0.maximumConnections = 1 } }
        static let clock = ManualClock()
        static let still = Task { try await database.value.store(clock: { clock.now }) }

        private static func make(
            _ change: @Sendable (inout PostgresConfiguration) -> Void = { _ in }
        ) async throws -> PostgresStore {
            let database = try await database.value
            var configuration = database.configuration
            change(&configuration)
            return database.store(configuration)
        }
    }

    @Test("PostgresStore satisfies the store contract", arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Stores.usual.value }
    }

    @Test(
        "PostgresStore satisfies the store contract with statements that are not prepared",
        arguments: StoreConformance.cases)
    func keepsUnprepared(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Stores.unprepared.value }
    }

    @Test("PostgresStore satisfies the store contract with one connection", arguments: StoreConformance.cases)
    func keepsWithOneConnection(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Stores.narrow.value }
    }

    @Test(
        "PostgresStore satisfies the store contract with a clock that does not advance",
        arguments: StoreConformance.cases)
    func keepsAtOneMoment(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Stores.still.value }
    }
}
