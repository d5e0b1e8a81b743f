import JoskLibPQ

/// A query for the settings with which a receipt could be returned and then be lost.
///
/// Each row describes one setting.
struct DurabilityProblems: FixedStatement {
    static let sql = """
        SELECT format('%s is off: %s', name, harm)
        FROM (VALUES
            ('fsync', 'a crash of the machine may corrupt the database beyond repair'),
            ('full_page_writes', 'a crash of the machine may corrupt the database beyond repair'),
            ('synchronous_commit', 'a crash of the server may lose commits whose receipts were returned')
        ) AS settings (name, harm)
        WHERE current_setting(name) = 'off'
        """

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
