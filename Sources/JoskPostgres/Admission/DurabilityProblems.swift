import JoskLibPQ

/// Settings under which a receipt could be given and then be lost.
struct DurabilityProblems: FixedStatement {
    static let sql = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> [String] {
        let (fsync, synchronousCommit) = (try row.next(String.self), try row.next(String.self))
        var problems: [String] = []
        if fsync == "off" {
            problems.append("fsync is off: the database may be beyond repair after a crash of the machine")
        }
        if synchronousCommit == "off" {
            problems.append(
                "synchronous_commit is off: what a receipt was given for may be gone after a crash of the server"
            )
        }
        return problems
    }
}
