public import JoskLedger
internal import JoskLibPQ
public import Logging

/// A store on PostgreSQL.
///
/// Its data is durable, shared between processes, and defended by the database itself: row locks, constraints, a ledger
/// chained to itself, row-level security by tenant. A transaction costs two round trips, a read costs one.
public final class PostgresStore: Store {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let logger: Logger

    /// A store on a server whose schema has been migrated. It connects when it is first used.
    public init(_ configuration: PostgresConfiguration, logger: Logger = Logger(label: "josk.postgres")) {
        self.configuration = configuration
        self.logger = logger
        pool = ConnectionPool(
            ConnectionPool.Configuration(
                configuration.connectionSettings, maximum: configuration.maximumConnections,
                connectTimeout: configuration.connectTimeout),
            logger: logger)
    }

    /// Ends the store: refuses what is new, sees through what is under way, and closes every connection.
    public func shutdown() async { await pool.shutdown() }
}
