public import JoskLedger
internal import JoskLibPQ
public import Logging
public import Metrics
internal import Synchronization

/// A store on PostgreSQL.
///
/// Its data is durable, shared between processes, and defended by the database itself: row locks, constraints, a ledger
/// chained to itself, row-level security by tenant. A transaction costs two round trips, a read costs one; an audit
/// fetches its rows some at a time.
///
///     let store = PostgresStore(PostgresConfiguration(url: "postgresql://josk_app@db.internal/shop"))
///     let ledger = Ledger(store: store)
///
/// The schema must have been migrated (``migrate(_:applicationRole:logger:)``). When it is first used, the store makes
/// sure of that, and that its role could not defeat the isolation of tenants: it answers everything with
/// the code `schemaMismatch`, `unsafeRole` or `accessDenied` until all is right. It warns its logger, once, if the server's
/// settings are such that a receipt may be lost in a crash (`fsync` or `synchronous_commit` off), or if the server is older
/// than the release that closed the last known way around row-level security.
///
/// Whoever makes a store ends it: with ``shutdown()``, or by making it with ``withPostgresStore(_:logger:metrics:_:)``. With the
/// package's trait `ServiceLifecycle` it is a `Service` of swift-service-lifecycle too, whose `run()` ends it with the
/// host; it works without anyone calling that.
public final class PostgresStore: Store {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let logger: Logger
    /// A clock instead of the server's, for tests.
    let clock: (@Sendable () -> Timestamp)?
    /// Whether the schema and the role were found to be right.
    let hasPassedStartupCheck = Atomic(false)
    let lifecycle = StoreLifecycle()
    let metrics: PostgresMetrics

    /// A store on a server whose schema has been migrated. It connects when it is first used.
    ///
    /// - Parameters:
    ///   - configuration: How to reach the server.
    ///   - logger: Takes what an operator may want to know.
    ///   - metrics: Makes the metrics of transactions, retries, reads and connections, once; `Docs/operations.md` names them. By
    ///     default the factory with which the host has bootstrapped `MetricsSystem` by then.
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
                reservedForReads: configuration.connectionsReservedForReads,
                connectTimeout: configuration.connectTimeout),
            logger: logger, observer: { poolMetrics.move(from: $0, to: $1) })
    }

    /// Ends the store: refuses what is new and what still waits for a connection, sees through what is under way, and
    /// closes every connection. It may be called more than once.
    ///
    /// It takes as long as what is under way: a command or a read at most its timeout
    /// (``PostgresConfiguration/commandTimeout``, ``PostgresConfiguration/readTimeout``) and a context to be cancelled in,
    /// an audit what it takes.
    public func shutdown() async {
        await lifecycle.finish()
        await pool.shutdown()
    }
}
