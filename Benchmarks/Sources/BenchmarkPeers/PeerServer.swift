public import Foundation

/// The server on which all contestants buy, and the roles under which they connect.
public struct PeerServer: Sendable {
    /// The URL of the database as a superuser, for preparations and never for measurements.
    public let superuserURL: String
    /// The URL of the database as the application's role, to which row-level security applies.
    public let applicationURL: String

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - superuserURL: A URL or a connection string of libpq.
    ///   - applicationURL: The same database for the role `josk_app`.
    ///   - host: The host to which the application's traffic goes instead, such as a proxy that delays it.
    ///   - port: The port of that host.
    public init(superuserURL: String, applicationURL: String, host: String? = nil, port: Int? = nil) {
        self.superuserURL = superuserURL
        self.applicationURL = Self.redirect(applicationURL, host: host, port: port)
    }

    /// Creates a server from the environment variables that the script `throw-away-postgres` sets.
    ///
    /// The variables are `JOSK_POSTGRES_URL` and `JOSK_POSTGRES_APP_URL`. They may also name another server.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment, host: String? = nil,
        port: Int? = nil
    ) throws(PeerError) {
        func value(_ name: String) throws(PeerError) -> String {
            guard let value = environment[name], !value.isEmpty else { throw .missingVariable(name) }
            return value
        }
        self.init(
            superuserURL: try value("JOSK_POSTGRES_URL"), applicationURL: try value("JOSK_POSTGRES_APP_URL"),
            host: host, port: port)
    }

    /// Returns the same server, with the application's traffic redirected through another address.
    public func through(host: String, port: Int) -> PeerServer {
        PeerServer(superuserURL: superuserURL, applicationURL: applicationURL, host: host, port: port)
    }

    /// Returns a URL or connection string with another host and port.
    ///
    /// Later parameters in a connection string, and in the query of a URL, override earlier ones.
    private static func redirect(_ url: String, host: String?, port: Int?) -> String {
        let changes = [host.map { "host=\($0)" }, port.map { "port=\($0)" }].compactMap { $0 }
        if changes.isEmpty { return url }
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
            return ([url] + changes).joined(separator: " ")
        }
        return url + (url.contains("?") ? "&" : "?") + changes.joined(separator: "&")
    }
}

extension PeerServer {
    /// Creates the schema `bench` with encodings, identifiers, the single call and the floor, for use by `josk_app`.
    ///
    /// The schema `josk` must exist. The method may be called again, which also deletes the batches that were prepared
    /// for a floor.
    public func install() async throws {
        for name in ["encoding", "identifiers", "facts", "single-call", "floor", "floor-facts", "grants"] {
            try await runScript(named: "\(name).sql")
        }
    }

    /// Runs statements as the superuser, in one transaction if there are several, and returns their output.
    ///
    /// The output has one line for each row, with `|` between the fields.
    @discardableResult
    public func run(_ statements: String) async throws -> String {
        try await Program.psql.run([superuserURL] + Self.plain + ["-c", statements])
    }

    private func runScript(named name: String) async throws {
        try await Program.psql.run([superuserURL] + Self.plain + ["-f", try Resources.path(of: name)])
    }

    static let plain = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
}
