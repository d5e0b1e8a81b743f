import JoskLibPQ

/// Settings under which a receipt could be given and then be lost: a row each, in words.
struct DurabilityProblems: FixedStatement {
    static let sql = """
        SELECT format('%s is off: %s', name, harm)
        FROM (VALUES
            ('fsync', 'the database may be beyond repair after a crash of the machine'),
            ('full_page_writes', 'the database may be beyond repair after a crash of the machine'),
            ('synchronous_commit', 'what a receipt was given for may be gone after a crash of the server')
        ) AS settings (name, harm)
        WHERE current_setting(name) = 'off'
        """

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
