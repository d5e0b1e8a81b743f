public import Logging
public import Metrics

/// Makes a store, hands it to the body, and ends it whatever the body did.
///
///     try await withPostgresStore(configuration) { store in
///         let ledger = Ledger(store: store)
///     }
///
/// - Parameters:
///   - configuration: How to reach the server.
///   - logger: Takes what an operator may want to know.
///   - metrics: Makes the metrics of the store; see ``PostgresStore/init(_:logger:metrics:)``.
///   - body: What to do with the store. The store is of no use once the body has returned.
/// - Returns: What the body returned.
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
