import ArgumentParser
import JoskInMemory
import JoskLedger

/// Where a command keeps its data: in memory, unless `--postgres` names a database.
struct StoreOptions: ParsableArguments {
    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument?

    /// Runs something with the store. If it outlives this process, standard error tells the business's identifier, by
    /// which `josk audit` finds what became of it.
    func withStore<Value>(
        for business: Business.ID, maximumConnections: Int, _ standardError: StandardError,
        _ body: (any Store) async throws -> Value
    ) async throws -> Value {
        guard let postgres else { return try await body(InMemoryStore()) }
        return try await postgres.withStore(maximumConnections: maximumConnections) { store in
            standardError.line("business \(business)")
            return try await body(store)
        }
    }
}
