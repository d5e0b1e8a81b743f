import Foundation

/// The options with which a cluster is started.
package struct ClusterOptions: Sendable {
    /// Settings of postgresql.conf, which override those that make tests fast.
    package var settings: [String: String] = [:]
    /// True if the server offers TLS, with a certificate of its own.
    ///
    /// Needs `openssl`.
    package var isEncrypted = false
    /// True if the server reads its clock from libfaketime, so that a test can set it: ``OwnServer/setClock(_:)``.
    package var hasClock = false

    package init(settings: [String: String] = [:], isEncrypted: Bool = false, hasClock: Bool = false) {
        self.settings = settings
        self.isEncrypted = isEncrypted
        self.hasClock = hasClock
    }

    /// The library that replaces the clock of a process; nil if it is not installed.
    package static var clockLibrary: String? {
        let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"]
        return folders.map { "\($0)/faketime/libfaketime.so.1" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// True if `openssl` is installed, to create a certificate, and the server was built with TLS.
    package static var canEncrypt: Bool {
        get async throws {
            guard ClusterTools.program("openssl") != nil else { return false }
            return try await !PostgresCluster.local.run("SHOW ssl_library").isEmpty
        }
    }

    /// The role whose members need a password over TCP.
    ///
    /// Other roles need no password.
    package static var passwordRole: String { "needs_password" }

    func arguments(directory: String, port: Int) -> [String] {
        var all = [
            // Written data need not survive a crash of the machine.
            "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
            "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": directory,
            "max_connections": "500", "log_statement": "none", "ssl": isEncrypted ? "on" : "off",
        ]
        all.merge(settings) { _, new in new }
        return all.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }
}
