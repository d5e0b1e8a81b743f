import JoskLibPQ

/// A server that is older than the release which closed the last known way around row-level security: a row, in words.
///
/// `Docs/security.md` says which those are. A major version that is newer than this list has none that is known here.
struct VersionProblems: FixedStatement {
    /// The first release of each major version without them.
    static let oldestSound = [
        (major: 15, minor: 20), (major: 16, minor: 16), (major: 17, minor: 12), (major: 18, minor: 7),
    ]

    static let sql = query(for: "current_setting('server_version_num')::int")

    /// The query, for the version that an SQL expression gives: 150020 is 15.20.
    static func query(for version: String) -> String {
        """
        SELECT format('the server is PostgreSQL %s.%s: update it, %s.%s closed the last known ways around row-level '
            || 'security', version / 10000, version % 10000, major, minor)
        FROM (VALUES (\(version))) AS server (version)
        JOIN (VALUES \(oldestSound.map { "(\($0.major), \($0.minor))" }.joined(separator: ", ")))
            AS sound (major, minor) ON major = version / 10000 AND minor > version % 10000
        """
    }

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
