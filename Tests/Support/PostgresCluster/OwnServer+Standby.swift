import Foundation

extension OwnServer {
    /// What standbys call themselves: the name for `synchronous_standby_names`.
    package static var standbyName: String { "standby" }

    /// A new server that follows this one, and answers reads.
    ///
    /// - Parameter port: Its port, such as that of a server that is gone; any that is free if nil.
    package func standby(port: Int? = nil) async throws -> OwnServer {
        let tools = try await ClusterTools.find()
        let standby = try await OwnServer.make(options, tools, port: port, standbyOf: primaryConnection)
        guard try await standby.start() else {
            throw ClusterError("the standby does not start:\n\(standby.log)")
        }
        return standby
    }

    /// Starts this server, which was stopped in good order and has written nothing since, as a standby of the one that was
    /// promoted in its place.
    package func start(following primary: OwnServer) async throws {
        let settings = "\(directory)/data/postgresql.auto.conf"
        let line = "primary_conninfo = '\(primary.primaryConnection)'\n"
        try append(line, to: settings)
        try setStandbySignal(true)
        try await start()
    }

    /// Whether the server begins as a standby when it is next started.
    package func setStandbySignal(_ isSet: Bool) throws {
        let signal = "\(directory)/data/standby.signal"
        if isSet {
            try Data().write(to: URL(fileURLWithPath: signal))
        } else {
            try FileManager.default.removeItem(atPath: signal)
        }
    }

    /// Makes a standby a primary, and waits until it takes writes.
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

    private var primaryConnection: String {
        "host=\(directory) port=\(port) user=postgres application_name=\(Self.standbyName)"
    }

    /// The file stays the server's.
    private func append(_ text: String, to path: String) throws {
        guard let file = FileHandle(forWritingAtPath: path) else { throw ClusterError("no \(path)") }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
