public import Foundation

/// The server on which everybody buys, and in whose name.
public struct PeerServer: Sendable {
    /// The database in a superuser's name: for what is made beforehand, and never for what is measured.
    public let superuserURL: String
    /// The database in the application's name, which row-level security holds.
    public let applicationURL: String

    /// A server.
    ///
    /// - Parameters:
    ///   - superuserURL: A URL or a connection string of libpq's.
    ///   - applicationURL: The same database for the role `josk_app`.
    ///   - host: Where the application's traffic goes instead, such as a proxy that delays it.
    ///   - port: That one's port.
    public init(superuserURL: String, applicationURL: String, host: String? = nil, port: Int? = nil) {
        self.superuserURL = superuserURL
        self.applicationURL = Self.redirect(applicationURL, host: host, port: port)
    }

    /// The server that `Scripts/throw-away-postgres` has started, or that somebody else has named so.
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

    /// The same server, with the application's traffic through another address.
    public func through(host: String, port: Int) -> PeerServer {
        PeerServer(superuserURL: superuserURL, applicationURL: applicationURL, host: host, port: port)
    }

    /// What comes later in a connection string, and in the query of a URL, overrides what came earlier.
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
    /// Makes the schema `bench`: encodings, identifiers, the single call and the floor, and lets `josk_app` use them.
    /// The schema `josk` must be there. It may be run again, which also forgets what a floor was prepared with.
    public func install() async throws {
        for name in ["encoding", "identifiers", "facts", "single-call", "floor", "floor-facts", "grants"] {
            try await runScript(named: "\(name).sql")
        }
    }

    /// Runs statements of the superuser's, in one transaction where there are several, and returns what they print: a
    /// line a row, with `|` between its fields.
    @discardableResult
    public func run(_ statements: String) async throws -> String {
        try await Program.psql.run([superuserURL] + Self.plain + ["-c", statements])
    }

    private func runScript(named name: String) async throws {
        try await Program.psql.run([superuserURL] + Self.plain + ["-f", try Resources.path(of: name)])
    }

    static let plain = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
}
