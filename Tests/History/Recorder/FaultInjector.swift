import Foundation
import JoskLedger
import JoskTesting
import PostgresCluster

/// The injector of faults, one after another; the faults of the network may overlap with later ones.
actor FaultInjector {
    private let database: HistoryDatabase
    private let clients: ClientProcesses
    private let businesses: [RecordedBusiness]
    private var random: SeededGenerator
    private(set) var counts: [FaultKind: Int] = [:]

    init(
        _ database: HistoryDatabase, _ clients: ClientProcesses, in businesses: [RecordedBusiness],
        seed: UInt64
    ) {
        (self.database, self.clients, self.businesses) = (database, clients, businesses)
        random = SeededGenerator(seed: seed &+ 77)
    }

    /// Injects faults until a time on the shared clock, and then removes their causes.
    func run(until end: Int64) async throws {
        while SharedClock.now < end {
            for kind in FaultKind.mix.shuffled(using: &random) where SharedClock.now < end {
                counts[kind, default: 0] += try await inject(kind) ? 1 : 0
                try await pause(20...180)
            }
        }
        for proxy in database.proxies {
            proxy.cutNext(nil)
            proxy.alterNextResponse(to: "", nil)
            proxy.setDelay(.zero)
            proxy.releaseHeld()
        }
    }

    /// Injects one fault; returns false if it had no effect.
    private func inject(_ kind: FaultKind) async throws -> Bool {
        switch kind {
        case .sessionTerminated: return try await signalSession("pg_terminate_backend(pid)", limit: 1)
        case .sessionsTerminated: return try await signalSession("pg_terminate_backend(pid)", limit: 100)
        case .statementCancelled: return try await signalSession("pg_cancel_backend(pid)", limit: 2)
        case .sessionStopped: return try await stopSession()
        case .serverStopped: try await restart(random.number(in: 0...1) == 0 ? .fast : .immediate)
        case .serverCrashed: try await restart(.crash)
        case .readOnly: try await makeReadOnly()
        case .clientKilled: try await clients.killOne(random.next())
        case .clientStopped:
            let client = try await clients.pauseOne(random.next())
            try await pause(300...1_800)
            await clients.resume(client)
        case .rowHeld: return try await holdRow()
        case .cutBefore, .cutAfter, .silenced, .held, .rewritten, .split, .delayed:
            return try await disturbNetwork(kind)
        }
        return true
    }

    private func pause(_ milliseconds: ClosedRange<Int>) async throws {
        try await Task.sleep(for: .milliseconds(random.number(in: milliseconds)))
    }
}

// MARK: - Sessions and the server

extension FaultInjector {
    private func signalSession(_ call: String, limit: Int) async throws -> Bool {
        try await database.run(
            """
            SELECT count(\(call)) FROM (SELECT pid FROM pg_stat_activity
            WHERE usename = '\(HistoryDatabase.role)' AND (\(limit > 2) OR state \(limit == 2 ? "= 'active'" : "<> 'idle'"))
            ORDER BY random() LIMIT \(limit)) AS sessions
            """) != "0"
    }

    private func stopSession() async throws -> Bool {
        let found = try await database.run(
            """
            SELECT pid FROM pg_stat_activity WHERE usename = '\(HistoryDatabase.role)' AND state <> 'idle'
            ORDER BY random() LIMIT 1
            """)
        guard let pid = Int32(found) else { return false }
        database.server.signal(pid, isPaused: true)
        try await pause(200...1_500)
        database.server.signal(pid, isPaused: false)
        return true
    }

    private func restart(_ mode: OwnServer.StopMode) async throws {
        try await database.server.stop(mode)
        try await pause(0...400)
        guard try await database.server.start() else { throw RecorderError(database.server.log) }
    }

    private func makeReadOnly() async throws {
        try await database.run("ALTER SYSTEM SET default_transaction_read_only = on")
        try await database.run("SELECT pg_reload_conf()")
        try await pause(200...900)
        try await database.run("ALTER SYSTEM RESET default_transaction_read_only")
        try await database.run("SELECT pg_reload_conf()")
    }

    /// Locks a hot customer or a hot product in a superuser's session for 0.2 to 1.5 s, without waiting for the end.
    private func holdRow() async throws -> Bool {
        let business = random.element(of: businesses)
        let (customer, product) = (
            random.element(of: business.customers), random.element(of: business.products)
        )
        let rows =
            random.number(in: 0...1) == 0
            ? "josk.customers WHERE id = '\(customer)'" : "josk.products WHERE id = '\(product)'"
        let seconds = Double(random.number(in: 200...1_500)) / 1_000
        let database = database
        // The session ends with the server if that is stopped meanwhile.
        Task {
            _ = try? await database.run(
                "BEGIN; SELECT FROM \(rows) FOR NO KEY UPDATE; SELECT pg_sleep(\(seconds))")
        }
        return true
    }
}

// MARK: - The network

extension FaultInjector {
    private func disturbNetwork(_ kind: FaultKind) async throws -> Bool {
        let proxy = random.element(of: database.proxies)
        let (cuts, alterations, holds) = (proxy.cutCount, proxy.alterationCount, proxy.holdCount)
        switch kind {
        case .cutBefore: proxy.cutNext(.init(at: "COMMIT\0", .beforeForwarding))
        case .cutAfter: proxy.cutNext(.init(at: "COMMIT\0", .afterForwarding))
        case .silenced: proxy.alterNextResponse(to: "COMMIT\0", .silenced)
        case .split: proxy.alterNextResponse(to: "COMMIT\0", .split)
        case .rewritten: proxy.alterNextResponse(to: "COMMIT\0", rewriting())
        case .held:
            proxy.holdNext("COMMIT\0")
            try await pause(300...3_000)
            proxy.releaseHeld()
        default:
            proxy.setDelay(.milliseconds(random.number(in: 1...40)))
            try await pause(200...900)
            proxy.setDelay(.zero)
            return true
        }
        func hasOccurred() -> Bool {
            proxy.cutCount > cuts || proxy.alterationCount > alterations || proxy.holdCount > holds
        }
        let limit = ContinuousClock.now + .seconds(1)
        while !hasOccurred(), ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(5)) }
        // A fault that has not occurred is not left behind.
        proxy.cutNext(nil)
        proxy.alterNextResponse(to: "", nil)
        return hasOccurred()
    }

    /// Returns a random change of the response to a transaction that has written rows.
    ///
    /// Where nothing was written, *not committed* is true regardless of COMMIT's response.
    private func rewriting() -> WireProxy.Alteration {
        let codes = [
            "08006", "08P01", "40003", "57P01", "57P02", "57P03", "58030", "XX000", "XX001", "ZZ999",
        ]
        let error = WireMessage(error: random.element(of: codes))
        let choice = random.number(in: 0...3)
        return .rewritten { messages in
            var messages = messages
            guard let insert = messages.firstIndex(where: { $0.tag?.hasPrefix("INSERT") == true }),
                let commit = messages.lastIndex(where: { $0.tag == "COMMIT" })
            else { return messages }
            switch choice {
            // The tag of the first INSERT is not terminated, so libpq cannot read it.
            case 0: messages[insert].body.removeLast()
            case 1: messages[commit] = WireMessage(commandComplete: "ROLLBACK")
            default: messages[commit] = error
            }
            return messages
        }
    }
}
