import Foundation

/// A server that was started here.
package final class OwnServer: Sendable {
    /// Where its data, its socket and its log are.
    package let directory: String
    package let port: Int
    /// The write end of the keeper's pipe: the server lives as long as it is open.
    private let lifeline: Int32
    /// What it was started with.
    let options: ClusterOptions

    private init(directory: String, port: Int, lifeline: Int32, options: ClusterOptions) {
        self.directory = directory
        self.port = port
        self.lifeline = lifeline
        self.options = options
    }

    deinit { close(lifeline) }

    /// What the server has logged so far.
    package var log: String {
        (try? String(contentsOfFile: "\(directory)/server.log", encoding: .utf8)) ?? ""
    }

    static func start(_ options: ClusterOptions) async throws -> OwnServer {
        let tools = try await ClusterTools.find()
        var lastLog = ""
        // Somebody may take the port before the server does.
        for _ in 0..<5 {
            let server = try await make(options, tools)
            if try await server.start() { return server }
            lastLog = server.log
            if !lastLog.contains("Address already in use") { break }
        }
        throw ClusterError("PostgreSQL's server does not start:\n\(lastLog)")
    }

    /// - Parameters:
    ///   - port: The port; any that is free if nil.
    ///   - primary: A connection string of the server that it is to be a standby of, if of any.
    static func make(
        _ options: ClusterOptions, _ tools: ClusterTools, port: Int? = nil, standbyOf primary: String? = nil
    ) async throws -> OwnServer {
        let directory = try temporaryDirectory()
        let port = try port ?? freePort()
        try primary?.write(toFile: "\(directory)/primary", atomically: false, encoding: .utf8)
        try accessRules.write(toFile: "\(directory)/pg_hba.conf", atomically: false, encoding: .utf8)
        if options.isEncrypted { try await makeCertificate(in: directory) }
        let lifeline = try ClusterKeeper.start(
            directory: directory, tools: tools,
            arguments: options.arguments(directory: directory, port: port))
        let server = OwnServer(directory: directory, port: port, lifeline: lifeline, options: options)
        try await server.wait(atMost: .seconds(600), for: "initdb") {
            FileManager.default.fileExists(atPath: "\(directory)/state")
        }
        guard try String(contentsOfFile: "\(directory)/state", encoding: .utf8).contains("ready") else {
            let log = try? String(contentsOfFile: "\(directory)/initdb.log", encoding: .utf8)
            throw ClusterError("initdb failed: \(log ?? "")")
        }
        return server
    }
}

// MARK: - Starting and stopping

extension OwnServer {
    /// How a server is stopped: the signals of pg_ctl's modes, and the one that crashes it.
    package enum StopMode: Sendable {
        case fast, immediate, crash

        var signal: Int32 {
            switch self {
            case .fast: SIGINT
            case .immediate: SIGQUIT
            case .crash: SIGKILL
            }
        }
    }

    /// Starts the server, which does not run; false if it ended at once. The log says why.
    @discardableResult
    package func start() async throws -> Bool {
        while true {
            let logged = log.utf8.count
            if try await startOnce() { return true }
            // The other processes of a server that crashed end a moment later, and have its memory until then.
            let new = String(decoding: log.utf8.dropFirst(logged), as: UTF8.self)
            guard new.contains("is still in use") else { return false }
        }
    }

    private func startOnce() async throws -> Bool {
        let logged = log.utf8.count
        guard write(lifeline, "start\n", 6) == 6 else { throw ClusterError("the cluster's keeper is gone") }
        var hasFailed = false
        try await wait(atMost: .seconds(600), for: "the server to start") {
            let new = String(decoding: log.utf8.dropFirst(logged), as: UTF8.self)
            // It also says so to clients that come too early.
            hasFailed = new.contains("FATAL:") && !isRunning
            let status = postmasterLines.dropFirst(7).first ?? ""
            return hasFailed || status.hasPrefix("ready") || status.hasPrefix("standby")
        }
        return !hasFailed
    }

    /// Stops the server, and waits until it is gone. It can be started again.
    package func stop(_ mode: StopMode = .fast) async throws {
        guard let pid = postmasterLines.first.flatMap({ Int32($0) }) else { return }
        kill(pid, mode.signal)
        try await wait(atMost: .seconds(600), for: "the server to stop") { kill(pid, 0) != 0 }
        // A server that crashed leaves it behind.
        try? FileManager.default.removeItem(atPath: "\(directory)/data/postmaster.pid")
    }

    /// Stops the server from doing anything, or lets it go on.
    package func pause(_ isPaused: Bool) throws {
        guard let pid = postmasterLines.first.flatMap({ Int32($0) }) else {
            throw ClusterError("the server does not run")
        }
        signal(pid, isPaused: isPaused)
    }

    /// Ends one of the server's processes without a word.
    package func end(_ pid: Int32) { kill(pid, SIGKILL) }

    /// Stops one of the server's processes from doing anything, or lets it go on.
    package func signal(_ pid: Int32, isPaused: Bool) { kill(pid, isPaused ? SIGSTOP : SIGCONT) }

    private var isRunning: Bool {
        postmasterLines.first.flatMap { Int32($0) }.map { kill($0, 0) == 0 } ?? false
    }

    private var postmasterLines: [Substring] {
        let path = "\(directory)/data/postmaster.pid"
        return ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    func wait(
        atMost limit: Duration, for what: String, until condition: () throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try !condition() {
            if ContinuousClock.now > deadline { throw ClusterError("waited in vain for \(what):\n\(log)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

// MARK: - What a server needs

extension OwnServer {
    private static var accessRules: String {
        """
        host all +\(ClusterOptions.passwordRole) 127.0.0.1/32 scram-sha-256
        local all all trust
        local replication all trust
        host all all 127.0.0.1/32 trust
        """
    }

    /// A new directory with a short name: a socket's path has a hundred bytes at most.
    static func temporaryDirectory(_ prefix: String = "josk-pg") throws -> String {
        var template = Array("/tmp/\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClusterError("no temporary directory is to be had") }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func makeCertificate(in directory: String) async throws {
        guard let openssl = ClusterTools.program("openssl") else {
            throw ClusterError("openssl was not found")
        }
        let outcome = try await ChildProcess.run(
            openssl,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-keyout", "\(directory)/server.key", "-out", "\(directory)/server.crt",
            ])
        guard outcome.status == 0 else { throw ClusterError(outcome.output) }
        chmod("\(directory)/server.key", 0o600)
    }

    /// A port of 127.0.0.1 that nobody listens on, for now.
    package static func freePort() throws -> Int {
        let socket = try ListeningSocket()
        return socket.port
    }
}
