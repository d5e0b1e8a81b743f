internal import JoskLibPQ

/// How a ``PostgresStore`` reaches its server, and how patient it is.
///
/// What is not given, libpq takes from its environment variables (`PGHOST`, `PGUSER`, `PGPASSWORD`, …), the service file
/// and the password file: https://www.postgresql.org/docs/15/libpq-envars.html
///
/// It holds a password and never shows it.
public struct PostgresConfiguration: Sendable, Hashable {
    /// Connections at most.
    public var maximumConnections = 8
    /// How long to wait for a connection to be made.
    public var connectTimeout = Duration.seconds(10)
    /// How long a statement waits for a row that another transaction has locked, before it is tried again.
    public var lockTimeout = Duration.seconds(5)
    /// How long a command may take, with everything that is tried again. Then the caller is told what is known of
    /// its outcome.
    public var commandTimeout = Duration.seconds(30)
    /// How long a read may take, but for an audit, which takes what it takes.
    public var readTimeout = Duration.seconds(30)
    /// How long an audit may wait for one helping of rows: the first comes when the server has sorted them all.
    public var foldTimeout = Duration.seconds(600)
    /// Whether connections prepare statements once and run them by name, which is faster. Switch it off behind a
    /// pooler that gives each transaction another connection and knows no prepared statements (PgBouncer before
    /// 1.21).
    public var preparesStatements = true

    let connectionSettings: ConnectionSettings

    /// A server by a URL or a connection string, as libpq reads it: `postgresql://user@host:5432/database`. Several hosts
    /// and `target_session_attrs` work.
    public init(url: String) {
        var settings = ConnectionSettings(url: url)
        settings.set("fallback_application_name", "josk")
        connectionSettings = settings
    }

    /// A server by its parts. What is nil comes from the environment.
    public init(
        host: String? = nil, port: Int? = nil, database: String? = nil, user: String? = nil,
        password: String? = nil
    ) {
        var settings = ConnectionSettings([])
        let given = [
            ("host", host), ("port", port.map(String.init)), ("dbname", database), ("user", user),
            ("password", password),
        ]
        for (keyword, value) in given {
            if let value { settings.set(keyword, value) }
        }
        settings.set("fallback_application_name", "josk")
        connectionSettings = settings
    }
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
