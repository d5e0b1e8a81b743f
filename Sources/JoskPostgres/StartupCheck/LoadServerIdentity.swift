import JoskLibPQ

/// A query for the identity of the server.
///
/// It fails if the role may not execute the functions, which every role may unless an operator has revoked it.
struct LoadServerIdentity: FixedStatement {
    static let sql = """
        SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system())::text,
            CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN ('x' || pg_catalog.substr(
                pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::int8 END
        """

    func bind(_: inout Parameters) {}

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (systemIdentifier: String, timeline: Int64?) {
        (try row.next(), try row.nextIfAny())
    }
}
