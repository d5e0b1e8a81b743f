import Foundation
import JoskLedger
import PostgresCluster
import Testing

/// A probe that measures commands, one at a time, on a separate server with no other writers.
///
/// Pages are never written whole, because full_page_writes is off in the cluster of tests. With it on, the first touch
/// of a page after a checkpoint adds up to 8 kB, and later ones add nothing.
struct CostProbe: Sendable {
    let database: TestDatabase
    private let server: OwnServer

    /// True if the server has pg_walinspect, which reads the write-ahead log.
    ///
    /// On some systems it is a separate package.
    static var isPossible: Bool {
        get async throws {
            let name = "SELECT name FROM pg_available_extensions WHERE name = 'pg_walinspect'"
            return try await !PostgresCluster.shared.run(name).isEmpty
        }
    }

    static func make() async throws -> CostProbe {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: [
                "autovacuum": "off",
                // The log of a transaction is read as soon as it has ended.
                "synchronous_commit": "on",
                "session_preload_libraries": "auto_explain",
                "auto_explain.log_min_duration": "0", "auto_explain.log_analyze": "on",
                "auto_explain.log_timing": "off", "auto_explain.log_triggers": "on",
                "auto_explain.log_nested_statements": "on",
            ]))
        let server = try #require(cluster.own)
        let database = try await TestDatabase.migrated("cost", on: cluster)
        try await database.run("CREATE EXTENSION pg_walinspect")
        return CostProbe(database: database, server: server)
    }

    /// Runs a command, which must have a key, and returns its cost.
    func cost(of key: IdempotencyKey, _ command: () async throws -> Void) async throws -> Cost {
        let logged = server.log.utf8.count
        let start = try await database.run("SELECT pg_current_wal_flush_lsn()")
        try await command()
        let log = String(decoding: server.log.utf8.dropFirst(logged), as: UTF8.self)
            .components(separatedBy: "\n")
        let xid = try await database.run("SELECT xid FROM josk.journal WHERE key = '\(key)'")
        return Cost(
            written: try await written(from: start, by: xid), pages: try await pages(from: start, by: xid),
            triggered: Self.triggered(log), lookedUp: Self.lookedUp(log))
    }

    /// Returns SQL for the records of a transaction, as a table.
    private func records(from start: String, by xid: String) -> String {
        """
        (SELECT * FROM pg_get_wal_records_info('\(start)', pg_current_wal_flush_lsn())
        WHERE xid::text = '\(xid)') AS r
        """
    }

    private func written(
        from start: String, by xid: String
    ) async throws -> [Cost.Item: (count: Int, bytes: Int)] {
        let lines = try await database.run(
            """
            SELECT resource_manager || '/' || record_type, coalesce(
                pg_filenode_relation(0, (regexp_match(block_ref, 'rel \\d+/\\d+/(\\d+)'))[1]::oid)::text, '-'),
                count(*), sum(record_length)
            FROM \(records(from: start, by: xid)) GROUP BY 1, 2
            """)
        return try lines.split(separator: "\n").reduce(into: [:]) { written, line in
            let columns = line.split(separator: "|").map(String.init)
            let relation = columns[1].replacing("josk.", with: "")
            written[Cost.Item(record: columns[0], relation: relation)] = (
                try #require(Int(columns[2])), try #require(Int(columns[3]))
            )
        }
    }

    private func pages(from start: String, by xid: String) async throws -> Int {
        let count = try await database.run(
            """
            SELECT count(DISTINCT page)
            FROM \(records(from: start, by: xid)),
                regexp_matches(block_ref, 'rel \\d+/\\d+/\\d+ (?:fork main )?blk \\d+', 'g') AS page
            """)
        return try #require(Int(count))
    }

    /// Returns counts of lines such as `Trigger for constraint orders_business_id_customer_id_fkey: calls=1`.
    private static func triggered(_ log: [String]) -> [String: Int] {
        log.reduce(into: [:]) { counts, line in
            guard let rest = line.ending(after: "Trigger for constraint "),
                let calls = rest.ending(after: "calls=").flatMap({ Int($0) })
            else { return }
            counts[String(rest.prefix { $0 != ":" && $0 != " " }), default: 0] += calls
        }
    }

    /// Returns counts of lines such as `Query Text: SELECT 1 FROM ONLY "josk"."orders" x WHERE …`.
    private static func lookedUp(_ log: [String]) -> [String: Int] {
        log.reduce(into: [:]) { counts, line in
            guard let rest = line.ending(after: #"Query Text: SELECT 1 FROM ONLY "josk".""#) else { return }
            counts[String(rest.prefix { $0 != "\"" }), default: 0] += 1
        }
    }
}

extension StringProtocol {
    /// Returns the text after some words; nil if the words are missing.
    fileprivate func ending(after words: String) -> SubSequence? {
        range(of: words).map { self[$0.upperBound...] }
    }
}
