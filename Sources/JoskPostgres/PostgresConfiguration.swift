internal import JoskLibPQ

/// The connection settings, limits and timeouts of a ``PostgresStore``.
///
/// libpq takes settings that are not given here from its environment variables (`PGHOST`, `PGUSER`, `PGPASSWORD`, …),
/// the service file and the password file: https://www.postgresql.org/docs/15/libpq-envars.html
///
/// Some settings have defaults of Josk, which the URL can override and the environment cannot:
/// - `target_session_attrs` is `primary`, because a standby also serves reads, and its data may be old.
/// - `keepalives_idle`, `keepalives_interval`, `keepalives_count` and `tcp_user_timeout` have values with which a host
///   that vanished without closing its connections is detected in about half a minute instead of hours.
///
/// A configuration may hold a password. Its descriptions never show it.
public struct PostgresConfiguration: Sendable, Hashable {
    /// The maximum number of connections of this store; at least 1.
    ///
    /// The stores of all processes and all other clients must together stay below the server's `max_connections`.
    ///
    /// Businesses and kinds of work share the connections. Each share is at least one connection:
    /// - from four connections on, one in eight is reserved for short reads, and one in four for short commands, so
    ///   neither waits for the other;
    /// - transactions of more than 4,000 rows have at most half of those that commands may have. A purchase counts each
    ///   line and each product, so one of about 2,000 lines of different products is as large;
    /// - reads of pages of more than 100 elements have at most half of those that reads may have;
    /// - audits have at most one in four;
    /// - these three, which take long, have at most half of all connections together;
    /// - one business has at most half of each of these shares, rounded up, and audits not rounded. Its reads of all
    ///   kinds leave one connection to those of others, from six connections on. For commands this holds only while
    ///   commands of another business wait.
    ///
    /// Businesses are served in turn. A read of a page takes a turn more for each hundred elements that the page may
    /// have.
    public var maximumConnections = 8
    /// The maximum number of reads of one business that wait for a connection.
    ///
    /// The next read fails at once, with ``/JoskLedger/StoreError/Code/busy``.
    public var maximumWaitingReadsPerBusiness = 10_000
    /// The maximum number of reads of all businesses that wait for a connection.
    ///
    /// The next read fails at once, with ``/JoskLedger/StoreError/Code/busy``.
    public var maximumWaitingReads = 100_000
    /// The maximum time to open a connection.
    ///
    /// It does not bound the lookup of host names, which libpq does itself.
    ///
    /// If the address lists several hosts, the attempt at each host is abandoned after an equal share of the remaining
    /// time.
    public var connectTimeout = Duration.seconds(10)
    /// The maximum time that a statement waits for a row that another transaction has locked.
    ///
    /// The store then tries the command again, twice; after the third timeout it fails with
    /// ``/JoskLedger/StoreError/Code/busy``. If commands share a transaction, those that need the locked row fail after
    /// the first timeout, and the others continue without them.
    ///
    /// Commands of the same business that arrive meanwhile wait in the queue, unless
    /// ``/JoskLedger/QueueConfiguration/maximumConcurrentTransactionsPerBusiness`` permits further transactions. Every
    /// later transaction waits as long again if one of its commands needs the locked row.
    ///
    /// Set it well below ``commandTimeout``. Otherwise no time remains to determine which rows another session has
    /// locked.
    public var lockTimeout = Duration.seconds(5)
    /// The maximum time that the server waits for the store's next statement in the middle of a transaction.
    ///
    /// The server then ends the session and releases its locks. This is also how long an application that vanished
    /// without closing its connections keeps its locks. A store that takes longer between two statements loses its
    /// session and tries again. Set the timeout to much more than the time of a decision and a round trip.
    public var idleInTransactionTimeout = Duration.seconds(5)
    /// The maximum time of a command once a transaction has taken it, including all retries.
    ///
    /// The caller then gets an error with the outcome, as far as it is known. The timeout also limits how long a
    /// transaction waits for a connection. ``/JoskLedger/QueueConfiguration/queueTimeout`` limits how long a command
    /// waits for a transaction.
    public var commandTimeout = Duration.seconds(30)
    /// The maximum time of a read, except an audit, which has no overall timeout.
    public var readTimeout = Duration.seconds(30)
    /// The maximum time of each of the many fetches of an audit.
    ///
    /// The server sorts all rows before the first fetch returns.
    public var auditFetchTimeout = Duration.seconds(600)
    /// The maximum difference between the server's clock and the application's; nil for any.
    ///
    /// A command fails with the code `clockSkew`, before anything is decided, if the difference is larger. The time of
    /// a fact is the server's, and is never before that of an earlier fact of the same customer or product: a clock
    /// that is wrong for a few seconds would stay in the ledger permanently. Set it to nil if the application's clock
    /// may be wrong.
    public var maximumClockSkew: Duration? = .seconds(3_600)
    /// True if connections prepare statements once and run them by name, which is faster.
    ///
    /// Set it to false behind a pooler that assigns another connection to each transaction and does not support
    /// prepared statements (PgBouncer before 1.21, or with `max_prepared_statements = 0`).
    public var preparesStatements = true
    /// True if the store also works as a role that could bypass the isolation of tenants, or change facts.
    ///
    /// The store then relies on the library alone. Set it to true only for development.
    ///
    /// An unsafe role is, or can become, one of these:
    /// - a superuser;
    /// - the owner of the database, of the schema or of an object in it;
    /// - a role with BYPASSRLS or REPLICATION, or, before PostgreSQL 16, CREATEROLE;
    /// - a member of `pg_execute_server_program`, `pg_read_server_files` or `pg_write_server_files`;
    /// - a role that may set `session_replication_role`, or whose sessions begin with it set;
    /// - a role with any privilege in the schema `josk` beyond those that
    ///   ``PostgresStore/migrate(_:applicationRole:logger:)`` grants.
    public var allowsUnsafeRole = false

    var connectionSettings: ConnectionSettings
    var waitLimits: WaitLimits {
        WaitLimits(
            commands: Self.maximumWaitingTransactions, reads: max(0, maximumWaitingReads),
            readsPerParty: max(0, maximumWaitingReadsPerBusiness))
    }

    /// The maximum number of transactions that wait for a connection.
    ///
    /// Only applications with as many businesses can reach it: the queue of a ledger limits the waiting commands, and
    /// begins few transactions of one business at a time.
    private static let maximumWaitingTransactions = 10_000

    /// Creates a configuration from a URL or a connection string of libpq: `postgresql://user@host:5432/database`.
    ///
    /// Several hosts and `target_session_attrs` are supported.
    public init(url: String) {
        // Later settings override earlier ones.
        connectionSettings = ConnectionSettings(Self.defaults + [("dbname", url)])
    }

    /// Creates a configuration from the parts of an address.
    ///
    /// libpq takes the parts that are nil from the environment.
    public init(
        host: String? = nil, port: Int? = nil, database: String? = nil, user: String? = nil,
        password: String? = nil
    ) {
        var settings = ConnectionSettings(Self.defaults)
        let given = [
            ("host", host), ("port", port.map(String.init)), ("dbname", database), ("user", user),
            ("password", password),
        ]
        for (keyword, value) in given {
            if let value { settings.set(keyword, value) }
        }
        connectionSettings = settings
    }

    /// The settings that a URL can override and the environment cannot.
    private static let defaults = [
        ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "30000"),
        ("target_session_attrs", "primary"),
    ]
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A description without the address, the role and the password, because any part of them may hold a secret.
    public var description: String {
        "PostgresConfiguration(maximumConnections: \(maximumConnections), commandTimeout: \(commandTimeout))"
    }
    /// The same text as ``description``.
    public var debugDescription: String { description }
    /// A mirror that shows no more than ``description``.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
