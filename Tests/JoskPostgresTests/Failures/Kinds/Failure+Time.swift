import Foundation
import JoskLedger
import JoskLibPQ
import JoskPostgres
import JoskTesting

extension Failure {
    /// Something takes too long.
    static let time = [
        Failure("A row stays locked for three times `lockTimeout`", says: ["55P03", "lockTimeout"]) {
            try await locked(lockTimeout: .milliseconds(100))
        },
        Failure("A row stays locked for all of `commandTimeout`", says: ["in time"]) {
            try await locked(lockTimeout: nil)
        },
        Failure("A statement is cancelled on the server (`pg_cancel_backend`)", says: ["57014", "cancelled"])
        {
            var stage = try await Stage.shared("cancelled")
            let (database, holder) = (stage.database, Keeping<LockHolder>())
            stage.isUnderWay = true
            stage.begin = { shop, _ in
                holder.put(try await LockHolder(of: shop, on: database))
                try await database.untilSomebodyWaits()
                try await database.run("SELECT pg_cancel_backend(pid) \(TestDatabase.strangers)")
            }
            stage.end = { await holder.take()?.release() }
            return stage
        },
        Failure(
            "The role or the database limits the time of statements, locks, pauses or transactions"
        ) {
            var stage = try await Stage.shared("limited")
            let database = stage.database
            for limit in ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] {
                try await database.run("ALTER DATABASE \"\(database.name)\" SET \(limit) = '250ms'")
            }
            if try await database.isServer(atLeast: 17) {
                try await database.run(
                    "ALTER DATABASE \"\(database.name)\" SET transaction_timeout = '250ms'")
            }
            stage.isUnderWay = true
            stage.begin = { shop, _ in
                let holder = try await LockHolder(of: shop, on: database)
                try await database.untilSomebodyWaits()
                try await Task.sleep(for: .milliseconds(500))
                await holder.release()
            }
            return stage
        },
        Failure("The host stands still in the middle of a transaction for longer than `idleTimeout`") {
            var stage = try await Stage.shared("paused")
            let hasPaused = Locked(false)
            stage.idleTimeout = .milliseconds(100)
            // It is asked between the two round trips of a transaction.
            stage.clock = {
                let isFirst = hasPaused.withLock { hasPaused in
                    defer { hasPaused = true }
                    return !hasPaused
                }
                if isFirst { Thread.sleep(forTimeInterval: 0.5) }
                return .now
            }
            return stage
        },
    ]

    private static func locked(lockTimeout: Duration?) async throws -> Stage {
        var stage = try await Stage.shared("held")
        let (database, holder) = (stage.database, Keeping<LockHolder>())
        stage.lockTimeout = lockTimeout
        stage.begin = { shop, _ in holder.put(try await LockHolder(of: shop, on: database)) }
        stage.end = { await holder.take()?.release() }
        return stage
    }
}
