import ArgumentParser
import JoskInMemory
import JoskLedger

/// The options that select the store of a command.
///
/// The data is in memory unless `--postgres` names a database.
struct StoreOptions: ParsableArguments {
    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument?

    /// Runs a closure with the store.
    ///
    /// If the store outlives this process, standard error first names the business for a later `josk audit`.
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
