import JoskLibPQ

/// A query that returns a warning if the server is older than the release that closed the last known way around
/// row-level security.
///
/// For a major version that is newer than the list, no way around row-level security is known here.
struct VersionProblems: FixedStatement {
    // Docs/security.md lists the known ways and the releases that closed them.

    /// The first release of each major version without a known way around row-level security.
    static let oldestSound = [
        (major: 15, minor: 20), (major: 16, minor: 16), (major: 17, minor: 12), (major: 18, minor: 7),
    ]

    static let sql = query(for: "current_setting('server_version_num')::int")

    /// Returns the query for the version that is the value of an SQL expression: 150020 is 15.20.
    static func query(for version: String) -> String {
        """
        SELECT format('update the server from PostgreSQL %s.%s to %s.%s or later: it has known ways around row-level '
            || 'security', version / 10000, version % 10000, major, minor)
        FROM (VALUES (\(version))) AS server (version)
        JOIN (VALUES \(oldestSound.map { "(\($0.major), \($0.minor))" }.joined(separator: ", ")))
            AS sound (major, minor) ON major = version / 10000 AND minor > version % 10000
        """
    }

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
