public import Logging
public import Metrics

/// Creates a store, passes it to the body, and ends it once the body has returned or thrown.
///
///     try await withPostgresStore(configuration) { store in
///         let ledger = Ledger(store: store)
///     }
///
/// - Parameters:
///   - configuration: The connection settings, limits and timeouts.
///   - logger: The logger for messages to the operator.
///   - metrics: The factory that creates the store's metrics; see ``PostgresStore/init(_:logger:metrics:)``.
///   - body: The work with the store. The store is unusable once the body has returned.
/// - Returns: The body's result.
public func withPostgresStore<Value, Failure: Error>(
    _ configuration: PostgresConfiguration, logger: Logger = Logger(label: "josk.postgres"),
    metrics: any MetricsFactory = MetricsSystem.factory,
    _ body: (PostgresStore) async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let store = PostgresStore(configuration, logger: logger, metrics: metrics)
    let value: Value
    do throws(Failure) {
        value = try await body(store)
    } catch {
        await store.shutdown()
        throw error
    }
    await store.shutdown()
    return value
}
