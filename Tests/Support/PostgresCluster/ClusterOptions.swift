/// What a cluster is started with.
package struct ClusterOptions: Sendable {
    /// Settings of postgresql.conf, over those that make tests fast.
    package var settings: [String: String] = [:]
    /// Whether it offers TLS, with a certificate of its own. Needs `openssl`.
    package var isEncrypted = false

    package init(settings: [String: String] = [:], isEncrypted: Bool = false) {
        self.settings = settings
        self.isEncrypted = isEncrypted
    }

    /// Whether there is an `openssl` to make a certificate with, and the server was built with TLS.
    package static var canEncrypt: Bool {
        get async throws {
            guard ClusterTools.program("openssl") != nil else { return false }
            return try await !PostgresCluster.local.run("SHOW ssl_library").isEmpty
        }
    }

    /// Roles that are members of this one need a password over TCP; nobody else needs one.
    package static var passwordRole: String { "needs_password" }

    func arguments(directory: String, port: Int) -> [String] {
        var all = [
            // What is written need not survive a crash of the machine.
            "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
            "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": directory,
            "max_connections": "200", "log_statement": "none", "ssl": isEncrypted ? "on" : "off",
        ]
        all.merge(settings) { _, new in new }
        return all.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }
}
