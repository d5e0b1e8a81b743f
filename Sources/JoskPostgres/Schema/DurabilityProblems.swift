import JoskLibPQ

/// Settings under which a receipt could be given and then be lost: a row each, in words.
enum DurabilityProblems {
    static let query = """
        SELECT format('%s is off: %s', name, harm)
        FROM (VALUES
            ('fsync', 'the database may be beyond repair after a crash of the machine'),
            ('full_page_writes', 'the database may be beyond repair after a crash of the machine'),
            ('synchronous_commit', 'what a receipt was given for may be gone after a crash of the server')
        ) AS settings (name, harm)
        WHERE current_setting(name) = 'off'
        """

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}

/// Settings of a session under which the database does not defend itself: a row each, in words.
enum DefenceProblems {
    static let query = """
        SELECT 'its sessions begin with session_replication_role = ' || current_setting('session_replication_role')
            || ', which switches off foreign keys'
        WHERE current_setting('session_replication_role') <> 'origin'
        """

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
