import JoskLedger
import JoskLibPQ

/// The migrations that were applied to a database, as the database records them.
struct SchemaHistory: Sendable {
    /// The record of one applied migration.
    struct Record: Sendable {
        let version: Int
        let name: String
        let checksum: ContentHash
    }

    /// A problem of a history.
    ///
    /// Migrations that are missing at its end are not a problem, because they can be applied.
    enum Problem: Sendable, Hashable {
        case changed(version: Int, name: String)
        case missing(version: Int)
        case newer(version: Int)
    }

    static let query = "SELECT version, name, checksum FROM josk.migrations ORDER BY version"

    let records: [Record]

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Record {
        Record(version: Int(try row.next(Int32.self)), name: try row.next(), checksum: try row.next())
    }

    /// The version of the last applied migration; zero if none was applied.
    var version: Int { records.last?.version ?? 0 }

    /// Returns the first difference from the known migrations, of which version n is at index n − 1.
    func problem(known: [Migration]) -> Problem? {
        for (index, record) in records.enumerated() {
            if record.version > known.count {
                return .newer(version: records.last?.version ?? record.version)
            }
            if record.version != index + 1 { return .missing(version: index + 1) }
            if record.checksum != known[index].checksum {
                return .changed(version: record.version, name: record.name)
            }
        }
        return nil
    }
}

/// A query for the records of the applied migrations.
struct LoadSchemaHistory: FixedStatement {
    static let sql = SchemaHistory.query

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> SchemaHistory.Record {
        try SchemaHistory.decode(&row)
    }
}

extension MigrationError {
    init(_ problem: SchemaHistory.Problem) {
        self =
            switch problem {
            case .changed(let version, let name): .changedMigration(version: version, name: name)
            case .missing(let version): .missingMigration(version: version)
            case .newer(let version): .newerSchema(version: version)
            }
    }
}
