import JoskLibPQ

/// A query for the settings of a session that switch off the database's defences.
///
/// Each row describes one setting.
struct DefenceProblems: FixedStatement {
    static let sql = """
        SELECT 'its sessions begin with session_replication_role = ' || current_setting('session_replication_role')
            || ', which switches off foreign keys'
        WHERE current_setting('session_replication_role') <> 'origin'
        """

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
