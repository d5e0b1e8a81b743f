import Foundation

/// A PostgreSQL server for tests.
///
/// The server runs in a temporary directory, with a socket there and a port of 127.0.0.1. It ends when the test process
/// ends, even if that was killed.
///
/// With JOSK_POSTGRES_URL set, the tests use that server and start none. The URL must be a superuser's.
package final class PostgresCluster: Sendable {
    private let place: Place
    /// The result of `SELECT version()`.
    package let serverVersion: String

    fileprivate enum Place: Sendable {
        case own(OwnServer)
        case given(url: String)
    }

    private static let sharedTask = Task { try await PostgresCluster.start() }

    /// The server that all tests of a process share; its first use starts it.
    package static var shared: PostgresCluster {
        get async throws { try await sharedTask.value }
    }

    private static let spareTask = Task { try await PostgresCluster.start(ClusterOptions()) }

    /// A server that this process started, for tests that need its ports, its processes or its log.
    ///
    /// It is the shared server. With JOSK_POSTGRES_URL set, it is one more server, which all such tests share.
    package static var local: PostgresCluster {
        get async throws {
            let shared = try await shared
            return shared.own == nil ? try await spareTask.value : shared
        }
    }

    /// The server of ``local``.
    package static var localServer: OwnServer {
        get async throws {
            guard let server = try await local.own else {
                throw ClusterError("this process did not start the server")
            }
            return server
        }
    }

    /// Starts a server with the given options, which ends with the last reference to it.
    ///
    /// Without options, this is the server of JOSK_POSTGRES_URL or, if that is not set, a new one with the default
    /// options.
    package static func start(_ options: ClusterOptions? = nil) async throws -> PostgresCluster {
        let place: Place
        if options == nil, let url = ProcessInfo.processInfo.environment["JOSK_POSTGRES_URL"] {
            place = .given(url: url)
        } else {
            place = .own(try await OwnServer.start(options ?? ClusterOptions()))
        }
        let version = try await Psql.run("SELECT version()", on: place.url(database: nil))
        if options == nil { FileHandle.standardError.write(Data("Testing with \(version)\n".utf8)) }
        return PostgresCluster(place, serverVersion: version)
    }

    private init(_ place: Place, serverVersion: String) {
        self.place = place
        self.serverVersion = serverVersion
    }

    /// Returns the URL of a database, over the socket if this process started the server.
    package func url(database: String) -> String { place.url(database: database) }

    /// Returns the URL of a database over TCP for a user; nil for the server of JOSK_POSTGRES_URL.
    package func tcpURL(
        database: String = "postgres", user: String = "postgres", password: String? = nil
    ) -> String? {
        own.map { server in
            "postgresql://\(user)\(password.map { ":\($0)" } ?? "")@127.0.0.1:\(server.port)/\(database)"
        }
    }

    /// Creates an empty database, and returns its URL.
    package func database(named prefix: String) async throws -> String {
        let suffix = UUID().uuidString.prefix(8).lowercased()
        let name = "\(prefix)_\(suffix)"
        _ = try await run("CREATE DATABASE \"\(name)\"")
        return url(database: name)
    }

    /// Runs SQL with psql as the superuser, and returns its output.
    @discardableResult
    package func run(_ sql: String, database url: String? = nil) async throws -> String {
        try await Psql.run(sql, on: url ?? place.url(database: nil))
    }

    /// The server that this process started; nil for the server of JOSK_POSTGRES_URL.
    package var own: OwnServer? { if case .own(let server) = place { server } else { nil } }
}

extension PostgresCluster.Place {
    func url(database: String?) -> String {
        switch self {
        case .own(let server):
            let name = database ?? "postgres"
            return "postgresql://postgres@/\(name)?host=\(server.directory)&port=\(server.port)"
        case .given(let url):
            guard let database, var parts = URLComponents(string: url) else { return url }
            parts.path = "/\(database)"
            return parts.string ?? url
        }
    }
}

/// PostgreSQL's own client, so that tests can inspect a database without the code under test.
enum Psql {
    static func run(_ sql: String, on url: String) async throws -> String {
        guard let psql = ClusterTools.program("psql") else {
            throw ClusterError(
                "psql was not found: install the package postgresql-client (Debian, Ubuntu)")
        }
        let outcome = try await ChildProcess.run(
            psql, ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql])
        guard outcome.status == 0 else { throw ClusterError(outcome.output) }
        return outcome.output
    }
}
