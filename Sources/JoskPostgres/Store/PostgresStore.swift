public import JoskLedger
internal import JoskLibPQ
public import Logging
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
/// Whoever makes a store ends it: with ``shutdown()``, or by making it with ``withPostgresStore(_:logger:_:)``. With the
/// package's trait `ServiceLifecycle` it is a `Service` of swift-service-lifecycle too, whose `run()` ends it with the
/// host; it works without anyone calling that.
public final class PostgresStore: Store {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let logger: Logger
    /// A clock instead of the server's, for tests.
    let clock: (@Sendable () -> Timestamp)?
    /// Whether the schema and the role were found to be right.
    let isAdmitted = Atomic(false)
    let life = StoreLife()

    /// A store on a server whose schema has been migrated. It connects when it is first used.
    public convenience init(
        _ configuration: PostgresConfiguration, logger: Logger = Logger(label: "josk.postgres")
    ) {
        self.init(configuration, logger: logger, clock: nil)
    }

    package init(
        _ configuration: PostgresConfiguration, logger: Logger, clock: (@Sendable () -> Timestamp)?
    ) {
        self.configuration = configuration
        self.logger = logger
        self.clock = clock
        pool = ConnectionPool(
            ConnectionPool.Configuration(
                configuration.connectionSettings, maximum: configuration.maximumConnections,
                connectTimeout: configuration.connectTimeout),
            logger: logger)
    }

    /// Ends the store: refuses what is new and what still waits for a connection, sees through what is under way, and
    /// closes every connection. It may be called more than once.
    ///
    /// It takes as long as what is under way: a command or a read at most its timeout
    /// (``PostgresConfiguration/commandTimeout``, ``PostgresConfiguration/readTimeout``) and a moment to be cancelled in,
    /// an audit what it takes.
    public func shutdown() async {
        await life.finish()
        await pool.shutdown()
    }
}
