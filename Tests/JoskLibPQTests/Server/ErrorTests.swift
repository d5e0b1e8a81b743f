import Foundation
import JoskLibPQ
import Logging
import PostgresCluster
import Testing

@Suite("Server errors and notices", .timeLimit(.minutes(10)))
struct ErrorTests {
    @Test("A server error has its SQLSTATE, constraint, table and detail; its description omits the detail")
    func carriesFields() async throws {
        let url = try await PostgresCluster.shared.database(named: "fields")
        let connection = try await Server.connect(url)
        try await connection.run("CREATE TABLE t (n int8 NOT NULL CONSTRAINT t_is_unique UNIQUE)")
        try await connection.run("INSERT INTO t VALUES (4711)")
        let caught = await #expect(throws: PostgresError.self) {
            try await connection.run("INSERT INTO t VALUES (4711)")
        }
        let error = try #require(caught?.serverError)
        #expect(error.sqlState == "23505" && error.sqlState.classCode == "23")
        #expect(error.constraint == "t_is_unique" && error.table == "t" && error.severity == "ERROR")
        #expect(error.detail?.contains("4711") == true)
        #expect(!"\(error)".contains("4711") && "\(error)".contains("t_is_unique"))
        let null = await #expect(throws: PostgresError.self) {
            try await connection.run("INSERT INTO t VALUES (NULL)")
        }
        #expect(null?.serverError?.sqlState == "23502" && null?.serverError?.column == "n")
    }

    @Test("Notices of the server are logged at the level debug")
    func logsNotices() async throws {
        let log = RecordedLog()
        let connection = try await Server.connect(logger: log.logger)
        try await connection.run("DO $$ BEGIN RAISE WARNING 'the moon is full'; END $$")
        #expect(log.entries == ["debug: WARNING 01000: the moon is full"])
    }

    @Test("A wrong password, a missing database and a missing role are reported with their SQLSTATE")
    func reportsWhyItCannotConnect() async throws {
        let cluster = try await PostgresCluster.local
        let role = "guest_\(UUID().uuidString.prefix(8).lowercased())"
        try await cluster.run(
            """
            DO $$ BEGIN CREATE ROLE needs_password; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
            CREATE ROLE \(role) LOGIN PASSWORD 'right' IN ROLE needs_password;
            """)
        let good = try #require(cluster.tcpURL(user: role, password: "right"))
        #expect(try await Server.connect(good).value("SELECT 1::int8", as: Int64.self) == 1)
        for (url, state) in [
            (cluster.tcpURL(user: role, password: "hush-hush"), SQLState("28P01")),
            (cluster.tcpURL(database: "no_such_database"), "3D000"),
            (cluster.tcpURL(user: "no_such_role"), "28000"),
        ] {
            let url = try #require(url)
            let error = await #expect(throws: PostgresError.self) { try await Server.connect(url) }
            guard case .unreachable(let why, let code) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(code == state)
            #expect(!why.contains("hush-hush") && !why.contains(".c:") && !why.contains("  "))
        }
    }

    @Test("No description, dump or error contains a secret, even if the connection string is invalid")
    func keepsSecrets() async throws {
        for url in [
            "postgresql://ada:hush-hush@[::1:5432/db", "postgresql://ada:hush%ZZ-hush@localhost/db",
            "host=localhost password='hush-hush", "host=localhost pass word=hush-hush hush-hush",
            "postgresql://ada:hush-hush@localhost:1/db?no_such_option",
            "postgresql://ada:hush-hush@127.0.0.1:1/db", "postgresql://ada:hush@hush.invalid@localhost/db",
            "postgresql://ada:/hush@localhost/db",
        ] {
            var settings = ConnectionSettings(url: url)
            settings.set("passfile", "/hush-hush")
            var dumped = ""
            dump(settings, to: &dumped)
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresConnection.connect(settings, logger: Server.logger, by: .soon)
            }
            for text in ["\(settings)", String(reflecting: settings), dumped, error.map { "\($0)" } ?? ""] {
                #expect(!text.contains("hush"), "\(text)")
            }
        }
    }
}

/// A log that records its entries.
final class RecordedLog: Sendable {
    private let box = Box()

    // Invariant: `lines` is accessed only while `lock` is held.
    private final class Box: @unchecked Sendable {
        let lock = NSLock()
        var lines: [String] = []
    }

    var entries: [String] { box.lock.withLock { box.lines } }

    var logger: Logger {
        let box = box
        var logger = Logger(label: "recorded") { _ in Handler(box: box) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let box: Box
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let notice = event.metadata?["josk.notice"].map { "\($0)" } ?? "\(event.message)"
            box.lock.withLock { box.lines.append("\(event.level): \(notice)") }
        }
    }
}
