import Foundation

extension OwnServer {
    /// The application name of standbys, for `synchronous_standby_names`.
    package static var standbyName: String { "standby" }

    /// Starts a new server that replicates this one, and waits until it accepts reads.
    ///
    /// - Parameter port: The port of the standby, for example that of a stopped server; any free port if nil.
    package func standby(port: Int? = nil) async throws -> OwnServer {
        let tools = try await ClusterTools.find()
        let standby = try await OwnServer.make(options, tools, port: port, standbyOf: connection)
        guard try await standby.start() else {
            throw ClusterError("the standby did not start:\n\(standby.log)")
        }
        return standby
    }

    /// Starts this server as a standby of the server that was promoted in its place.
    ///
    /// This server must have been shut down cleanly, and must not have written anything since.
    package func start(following primary: OwnServer) async throws {
        let settings = "\(directory)/data/postgresql.auto.conf"
        let line = "primary_conninfo = '\(primary.connection)'\n"
        try append(line, to: settings)
        try setStandbySignal(true)
        try await start()
    }

    /// Determines whether the next start of the server is as a standby.
    package func setStandbySignal(_ isSet: Bool) throws {
        let signal = "\(directory)/data/standby.signal"
        if isSet {
            try Data().write(to: URL(fileURLWithPath: signal))
        } else {
            try FileManager.default.removeItem(atPath: signal)
        }
    }

    /// Promotes this standby to the primary, and waits until it accepts writes.
    package func promote() async throws {
        _ = try await Psql.run("SELECT pg_promote(true, 600)", on: superuserURL)
        try await wait(atMost: .seconds(600), for: "the promotion") {
            !FileManager.default.fileExists(atPath: "\(directory)/data/standby.signal")
        }
    }

    /// Runs SQL with psql as the superuser.
    @discardableResult
    package func run(_ sql: String, database: String = "postgres") async throws -> String {
        try await Psql.run(sql, on: "postgresql://postgres@/\(database)?host=\(directory)&port=\(port)")
    }

    private var superuserURL: String { "postgresql://postgres@/postgres?host=\(directory)&port=\(port)" }

    /// The connection string of this server, for a standby or a backup.
    var connection: String {
        "host=\(directory) port=\(port) user=postgres application_name=\(Self.standbyName)"
    }

    /// Appends text to a file in place, so that the file keeps its owner.
    func append(_ text: String, to path: String) throws {
        guard let file = FileHandle(forWritingAtPath: path) else { throw ClusterError("cannot open \(path)") }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
