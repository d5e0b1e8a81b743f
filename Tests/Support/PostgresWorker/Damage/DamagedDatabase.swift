import JoskLibPQ
import Logging

/// A superuser's connection to a database whose rows are damaged and restored.
///
/// A copy of each table, in the schema `josk_saved`, has the rows of the scene.
struct DamagedDatabase: Sendable {
    private let connection: PostgresConnection
    private let tables: [String]

    init(_ url: String, tables: [String]) async throws(PostgresError) {
        self.tables = tables
        connection = try await PostgresConnection.connect(
            ConnectionSettings(url: url), logger: .silent, by: .now + .seconds(60))
        try await run([
            "SET search_path = pg_catalog, pg_temp", "SET statement_timeout = 0",
            "SET synchronous_commit = off",
        ])
    }

    func close() async { await connection.close() }

    /// Restores the rows of the scene in every table.
    func restore() async throws(PostgresError) {
        try await run(
            tables.flatMap { table in
                [
                    "DELETE FROM josk.\"\(table)\"",
                    "INSERT INTO josk.\"\(table)\" SELECT * FROM josk_saved.\"\(table)\"",
                ]
            })
    }

    /// Removes the rows that were deleted, which slow the server down.
    func vacuum() async throws(PostgresError) {
        for table in tables { try await run(["VACUUM josk.\"\(table)\""]) }
    }

    /// Writes the values of a try.
    ///
    /// If a unique index refuses them in all rows, they are written into one row.
    ///
    /// - Returns: False if the server refuses the values, so that no row can have them.
    func damage(_ damage: DamageTry) async throws(PostgresError) -> Bool {
        if let row = damage.row { return try await write(damage, row: row) }
        let wasWritten = try await write(damage, row: nil)
        return wasWritten ? true : try await write(damage, row: damage.spareRow)
    }

    /// Returns true if a row of these tables differs from the scene.
    ///
    /// A try may write the values that the rows already have.
    func differs(in tables: Set<String>) async throws(PostgresError) -> Bool {
        for table in tables.sorted() {
            let rows = try await run([
                """
                SELECT r::text FROM josk."\(table)" AS r EXCEPT ALL
                SELECT r::text FROM josk_saved."\(table)" AS r
                """
            ])
            if rows > 0 { return true }
        }
        return false
    }

    private func write(_ damage: DamageTry, row: Int?) async throws(PostgresError) -> Bool {
        do throws(PostgresError) {
            try await run(damage.statements(row: row))
            return true
        } catch {
            guard case .refused = error else { throw error }
            return false
        }
    }

    /// Runs statements, and returns the number of rows of the last one.
    @discardableResult
    private func run(_ statements: [String]) async throws(PostgresError) -> Int {
        try await connection.run { (connection: PQConnection) throws(PostgresError) in
            var pipeline = Pipeline()
            for statement in statements { pipeline.append(Statement(statement)) }
            return try connection.run(pipeline, by: .now + .seconds(60)).last?.count ?? 0
        }
    }
}
