import Foundation
import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker

extension Failure {
    /// The failures in which no connection is available.
    static let limits = [
        Failure("The server's `max_connections` is reached", says: ["53300", "max_connections"]) {
            var stage = try await Stage.alone("crowded", ["max_connections": "10"]).0
            let (database, holders) = (stage.database, Keeping<[PostgresConnection]>())
            stage.begin = { _, _ in holders.put(await crowd(database)) }
            stage.end = { for holder in holders.take() ?? [] { await holder.close() } }
            return stage
        },
        Failure("The role's CONNECTION LIMIT is reached", says: ["53300", "CONNECTION LIMIT"]) {
            let (made, role) = try await Stage.asOwnRole("few")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) CONNECTION LIMIT 0") }
            stage.end = { try await database.run("ALTER ROLE \(role) CONNECTION LIMIT -1") }
            return stage
        },
        Failure("The database's CONNECTION LIMIT is reached", says: ["53300", "CONNECTION LIMIT"]) {
            var stage = try await Stage.shared("narrow")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.run("ALTER DATABASE \"\(database.name)\" CONNECTION LIMIT 0")
            }
            stage.end = {
                try await database.run("ALTER DATABASE \"\(database.name)\" CONNECTION LIMIT -1")
            }
            return stage
        },
        Failure("All `maximumConnections` of the store are in use", says: ["became free"]) {
            var stage = try await Stage.shared("pool")
            stage.configuration.maximumConnections = 1
            let audit = Keeping<Audit>()
            stage.begin = { shop, store in audit.put(await Audit.begin(in: shop, on: store)) }
            stage.end = { try await audit.take()?.end() }
            return stage
        },
    ]

    /// Opens all connections that the application can have.
    private static func crowd(_ database: TestDatabase) async -> [PostgresConnection] {
        var holders: [PostgresConnection] = []
        let settings = ConnectionSettings(url: database.url(as: TestDatabase.applicationRole))
        while true {
            do {
                holders.append(
                    try await PostgresConnection.connect(
                        settings, logger: .silent, by: .now + .seconds(3_600)))
            } catch {
                return holders
            }
        }
    }
}

/// A scan of a whole business, which pauses at the first row.
private struct Audit: Sendable {
    private let isWanted: Locked<Bool>
    private let task: Task<Void, any Error>

    static func begin(in shop: Shop, on store: PostgresStore) async -> Audit {
        let (isWanted, hasBegun) = (Locked(true), Locked(false))
        let task = Task {
            _ = try await store.scan(rowsIn: shop.tenant.id, by: .owner, into: 0) { count, _ in
                hasBegun.withLock { $0 = true }
                count += 1
                // This blocks the connection's own thread, which waits for the server at other times.
                while isWanted.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.01) }
            }
        }
        while !hasBegun.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
        return Audit(isWanted: isWanted, task: task)
    }

    func end() async throws {
        isWanted.withLock { $0 = false }
        try await task.value
    }
}
