import Foundation

/// Where PostgreSQL's programs are, and how to run them as somebody who is not root.
struct ClusterTools: Sendable {
    /// The directory of `initdb` and `postgres`.
    let binaries: String
    /// What stands before a command: root may not run a server, so it becomes the user postgres.
    let prefix: [String]

    /// Those in JOSK_POSTGRES_PROGRAMS, or, where that is not set, those of the system.
    static func find() async throws -> ClusterTools {
        if let chosen = ProcessInfo.processInfo.environment["JOSK_POSTGRES_PROGRAMS"] {
            guard isComplete(chosen) else {
                throw ClusterError("there is no initdb and postgres in JOSK_POSTGRES_PROGRAMS, \(chosen)")
            }
            return ClusterTools(binaries: chosen, prefix: try becomePostgres())
        }
        guard let binaries = await binaryDirectories().first(where: isComplete) else {
            throw ClusterError(
                "PostgreSQL's server was not found (initdb, postgres). On Debian and Ubuntu install the"
                    + " package postgresql, or set JOSK_POSTGRES_URL to a superuser's URL of a running server."
            )
        }
        return ClusterTools(binaries: binaries, prefix: try becomePostgres())
    }

    /// A program from `PATH`.
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

    static func becomePostgres() throws -> [String] {
        guard geteuid() == 0 else { return [] }
        guard getpwnam("postgres") != nil else {
            throw ClusterError("root may not run a PostgreSQL server, and there is no user postgres")
        }
        if let runuser = program("runuser") { return [runuser, "-u", "postgres", "--"] }
        if let setpriv = program("setpriv") {
            return [setpriv, "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        }
        if let su = program("su") { return [su, "postgres", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\""] }
        throw ClusterError("root may not run a PostgreSQL server, and there is no runuser, setpriv or su")
    }
}
