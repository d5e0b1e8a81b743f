internal import JoskLibPQ

/// How a ``PostgresStore`` reaches its server, and how patient it is.
///
/// What is not given, libpq takes from its environment variables (`PGHOST`, `PGUSER`, `PGPASSWORD`, …), the service file
/// and the password file: https://www.postgresql.org/docs/15/libpq-envars.html
///
/// Some settings have a value unless the URL gives another, and the environment does not change them:
/// `target_session_attrs` is `primary`, for a standby answers too, and what it answers may be old; `keepalives_idle`,
/// `keepalives_interval`, `keepalives_count` and `tcp_user_timeout` are such that a host which is gone without a word is
/// noticed in about half a minute, and not in hours.
///
/// It holds a password and never shows it.
public struct PostgresConfiguration: Sendable, Hashable {
    /// Connections of this store at most: one or more. All stores of all processes together, and whoever else
    /// connects, must stay below the server's `max_connections`.
    ///
    /// Of four or more, one is kept for reads, and another of every eight: however many commands there are, somebody who
    /// reads need not wait for them.
    public var maximumConnections = 8
    /// How long to wait for a connection to be made. Several hosts share it: each is given up when it has had an equal
    /// part of what is left.
    public var connectTimeout = Duration.seconds(10)
    /// How long a statement waits for a row that another transaction has locked. The command is then tried again,
    /// twice; after the third time it fails with ``/JoskLedger/StoreError/Code/busy``. Of several commands that share a
    /// transaction those that need such a row fail the first time, and the others go on without them. Commands of the
    /// business that come meanwhile wait as long, unless ``/JoskLedger/QueueConfiguration/maximumConcurrentTransactionsPerBusiness`` lets them
    /// pass; so do those after them while others keep asking for the row. Let it be well below ``commandTimeout``, or there
    /// is no time left to find out whose row it is.
    public var lockTimeout = Duration.seconds(5)
    /// How long the server waits, in the middle of a transaction, for the store's next word. Then it ends the session
    /// and frees its locks: that is how long a host which is gone without a word keeps them. A store whose own words
    /// come later is cut off, and tries again: let it be much more than a decision and a round trip take.
    public var idleInTransactionTimeout = Duration.seconds(5)
    /// How long a command may take once a transaction has taken it, with everything that is tried again. Then the caller
    /// is told what is known of its outcome. It is also how long a transaction waits for a connection; how long a
    /// command waits for a transaction is set by ``/JoskLedger/QueueConfiguration/queueTimeout``.
    public var commandTimeout = Duration.seconds(30)
    /// How long a read may take, but for an audit, which takes what it takes.
    public var readTimeout = Duration.seconds(30)
    /// How long the server may take for each of the many fetches of an audit: before the first it sorts all rows.
    public var auditFetchTimeout = Duration.seconds(600)
    /// Whether connections prepare statements once and run them by name, which is faster. Switch it off behind a
    /// pooler that gives each transaction another connection and knows no prepared statements (PgBouncer before
    /// 1.21, or with `max_prepared_statements = 0`).
    public var preparesStatements = true
    /// Whether the store works in the name of a role that could defeat the isolation of tenants, or change facts. It
    /// then relies on the library alone. For development; never for anything else.
    ///
    /// Such a role is, or may become: a superuser; the owner of the database, of the schema or of something in it; one
    /// with BYPASSRLS or REPLICATION, or, before PostgreSQL 16, CREATEROLE; a member of `pg_execute_server_program`,
    /// `pg_read_server_files` or `pg_write_server_files`; one that may set `session_replication_role`, or begins with it
    /// set; one that has any right in the schema `josk` beyond those that a migration grants.
    public var allowsUnsafeRole = false

    var connectionSettings: ConnectionSettings
    var connectionsReservedForReads: Int { maximumConnections < 4 ? 0 : max(1, maximumConnections / 8) }

    /// A server by a URL or a connection string, as libpq reads it: `postgresql://user@host:5432/database`. Several hosts
    /// and `target_session_attrs` work.
    public init(url: String) {
        // What comes later overrides what comes first.
        connectionSettings = ConnectionSettings(Self.defaults + [("dbname", url)])
    }

    /// A server by its parts. What is nil comes from the environment.
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

    /// What a URL can override, and the environment cannot.
    private static let defaults = [
        ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "30000"),
        ("target_session_attrs", "primary"),
    ]
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What it is, without where it connects and as whom: any part of that may hold a secret.
    public var description: String {
        "PostgresConfiguration(maximumConnections: \(maximumConnections), commandTimeout: \(commandTimeout))"
    }
    /// As ``description``.
    public var debugDescription: String { description }
    /// Shows no more than ``description`` does.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
