import JoskLedger
import JoskLibPQ

/// The steps that were applied to a database, as it remembers them.
struct SchemaHistory: Sendable {
    struct Step: Sendable {
        let version: Int
        let name: String
        let checksum: ContentHash
    }

    /// What is wrong with a history. What is missing at its end is not wrong: it can be applied.
    enum Problem: Sendable, Hashable {
        case changed(version: Int, name: String)
        case missing(version: Int)
        case newer(version: Int)
    }

    static let query = "SELECT version, name, checksum FROM josk.migrations ORDER BY version"

    let steps: [Step]

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Step {
        Step(version: Int(try row.next(Int32.self)), name: try row.next(), checksum: try row.next())
    }

    /// The last step that was applied; zero for none.
    var version: Int { steps.last?.version ?? 0 }

    /// How it departs from the steps that are known, version n at index n − 1.
    func problem(known: [Migration]) -> Problem? {
        for (index, step) in steps.enumerated() {
            if step.version > known.count { return .newer(version: steps.last?.version ?? step.version) }
            if step.version != index + 1 { return .missing(version: index + 1) }
            if step.checksum != known[index].checksum {
                return .changed(version: step.version, name: step.name)
            }
        }
        return nil
    }
}

/// The steps that were applied.
struct LoadSchemaHistory: FixedStatement {
    static let sql = SchemaHistory.query

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> SchemaHistory.Step {
        try SchemaHistory.decode(&row)
    }
}

extension MigrationError {
    init(_ problem: SchemaHistory.Problem) {
        self =
            switch problem {
            case .changed(let version, let name): .changedStep(version: version, name: name)
            case .missing(let version): .missingStep(version: version)
            case .newer(let version): .newerSchema(version: version)
            }
    }
}
