public import JoskLedger
internal import JoskLibPQ
internal import JoskLock
public import Logging
public import Metrics
internal import Synchronization

/// A store on PostgreSQL.
///
/// Its data is durable and shared between processes. The database itself defends it with row locks, constraints, a
/// ledger whose entries are chained, and row-level security by tenant. A transaction costs two round trips, a read
/// costs one. An audit fetches its rows in batches.
///
///     let store = PostgresStore(PostgresConfiguration(url: "postgresql://josk_app@db.internal/shop"))
///     let ledger = Ledger(store: store)
///
/// The schema must have been migrated with ``migrate(_:applicationRole:logger:)``. At first use the store runs a
/// startup check of the schema and of its role, which must not be able to bypass the isolation of tenants. Until the
/// check passes, every operation fails with the code `schemaMismatch`, `unsafeRole`, `misconfigured` or `accessDenied`.
/// ``check(within:)`` examines the same at any time. The store logs a warning, once, if a receipt may be lost in a crash
/// because `fsync`, `full_page_writes` or `synchronous_commit` is off. It does the same if the server is older than the
/// release that closed the last known way around row-level security.
///
/// The code that creates a store must end it with ``shutdown()``, or create it with
/// ``withPostgresStore(_:logger:metrics:_:)``. With the package's trait `ServiceLifecycle` the store is also a
/// `Service` of swift-service-lifecycle, whose `run()` ends the store with the application. The store works without a
/// call of `run()`.
public final class PostgresStore: Store {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let logger: Logger
    /// A clock that replaces the server's, for tests.
    let clock: (@Sendable () -> Timestamp)?
    /// The warnings of checks that were logged, each once.
    let loggedWarnings = Locked<Set<String>>([])
    /// True once the startup check has passed.
    let hasPassedStartupCheck = Atomic(false)
    let lifecycle = StoreLifecycle()
    let metrics: PostgresMetrics

    /// Creates a store on a server whose schema has been migrated.
    ///
    /// The store connects at first use.
    ///
    /// - Parameters:
    ///   - configuration: The connection settings, limits and timeouts.
    ///   - logger: The logger for messages to the operator.
    ///   - metrics: The factory that creates the metrics, once: `josk_postgres_transaction_duration`,
    ///     `josk_postgres_retries`, `josk_postgres_read_duration`, `josk_postgres_connections` and
    ///     `josk_postgres_connection_waiters`. By default it is the factory with which the application has bootstrapped
    ///     `MetricsSystem` by then.
    public convenience init(
        _ configuration: PostgresConfiguration, logger: Logger = Logger(label: "josk.postgres"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.init(configuration, logger: logger, metrics: metrics, clock: nil)
    }

    package init(
        _ configuration: PostgresConfiguration, logger: Logger,
        metrics factory: any MetricsFactory = MetricsSystem.factory, clock: (@Sendable () -> Timestamp)?
    ) {
        self.configuration = configuration
        self.logger = logger
        self.clock = clock
        metrics = PostgresMetrics(factory: factory)
        let poolMetrics = PoolMetrics(factory: factory)
        pool = ConnectionPool(
            ConnectionPool.Configuration(
                configuration.connectionSettings, maximum: configuration.maximumConnections,
                waitLimits: configuration.waitLimits, connectTimeout: configuration.connectTimeout),
            logger: logger, observer: { poolMetrics.move(from: $0, to: $1) })
    }

    /// Ends the store and returns once every connection is closed.
    ///
    /// The store refuses new operations and those that still wait for a connection. Operations in flight finish. The
    /// function may be called more than once.
    ///
    /// It takes as long as the operations in flight. A command or a read takes at most its timeout
    /// (``PostgresConfiguration/commandTimeout``, ``PostgresConfiguration/readTimeout``) and a moment to be cancelled;
    /// an audit has no overall timeout.
    public func shutdown() async {
        await lifecycle.finish()
        await pool.shutdown()
    }
}
