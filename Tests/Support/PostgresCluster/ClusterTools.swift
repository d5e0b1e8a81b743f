import Foundation

/// The location of PostgreSQL's programs, and the prefix that runs them as a user other than root.
struct ClusterTools: Sendable {
    /// The directory of `initdb` and `postgres`.
    let binaries: String
    /// The words before a command that run it as the user postgres.
    ///
    /// Root may not run a server. For any other user, the prefix is empty.
    let prefix: [String]

    /// Finds the programs in JOSK_POSTGRES_PROGRAMS or, if that is not set, those of the system.
    static func find() async throws -> ClusterTools {
        if let chosen = ProcessInfo.processInfo.environment["JOSK_POSTGRES_PROGRAMS"] {
            guard isComplete(chosen) else {
                throw ClusterError("initdb or postgres is missing in JOSK_POSTGRES_PROGRAMS (\(chosen))")
            }
            return ClusterTools(binaries: chosen, prefix: try becomePostgres())
        }
        guard let binaries = await binaryDirectories().first(where: isComplete) else {
            throw ClusterError(
                "PostgreSQL's server (initdb, postgres) was not found: install the package postgresql"
                    + " (Debian, Ubuntu), or set JOSK_POSTGRES_URL to a superuser's URL of a running server"
            )
        }
        return ClusterTools(binaries: binaries, prefix: try becomePostgres())
    }

    /// Returns the path of a program in `PATH`, /usr/sbin or /sbin; nil if none of them contains it.
    static func program(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let directories = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        for directory in directories {
            let candidate = "\(directory)/\(name)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return nil
    }

    private static func binaryDirectories() async -> [String] {
        var directories: [String] = []
        if let config = program("pg_config"), let found = try? await ChildProcess.run(config, ["--bindir"]) {
            directories.append(found.output)
        }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newestFirst = versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }
        directories += newestFirst.map { "/usr/lib/postgresql/\($0)/bin" }
        if let postgres = program("postgres") {
            directories.append((postgres as NSString).deletingLastPathComponent)
        }
        return directories
    }

    private static func isComplete(_ directory: String) -> Bool {
        ["initdb", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)")
        }
    }

    /// Returns the words before a command that run it as the user postgres; none unless this process runs as root.
    static func becomePostgres() throws -> [String] {
        guard geteuid() == 0 else { return [] }
        guard getpwnam("postgres") != nil else {
            throw ClusterError("root may not run a PostgreSQL server, and the user postgres does not exist")
        }
        if let runuser = program("runuser") { return [runuser, "-u", "postgres", "--"] }
        if let setpriv = program("setpriv") {
            return [setpriv, "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        }
        if let su = program("su") { return [su, "postgres", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\""] }
        throw ClusterError("root may not run a PostgreSQL server: install runuser, setpriv or su")
    }
}
