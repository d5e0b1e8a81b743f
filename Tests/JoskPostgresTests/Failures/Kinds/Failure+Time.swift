import Foundation
import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting

extension Failure {
    /// The failures in which something takes too long.
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
            let (database, holder, isOver) = (stage.database, stage.holder, stage.isOver)
            stage.isInFlight = true
            stage.isHeld = true
            stage.begin = { _, _ in
                try await database.untilApplicationWaits(or: isOver)
                try await database.run("SELECT pg_cancel_backend(pid) \(TestDatabase.applicationSessions)")
            }
            stage.end = { await holder.take()?.release() }
            return stage
        },
        Failure(
            "The role or the database has timeouts for statements, locks, pauses or transactions"
        ) {
            var stage = try await Stage.shared("limited")
            let (database, holder, isOver) = (stage.database, stage.holder, stage.isOver)
            var limits = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
            if try await database.isServer(atLeast: 17) { limits.append("transaction_timeout") }
            for limit in limits {
                // For the application alone, because the session that has locked the row is slow.
                try await database.run(
                    """
                    ALTER ROLE \(TestDatabase.applicationRole) IN DATABASE "\(database.name)" SET \(limit) = '250ms'
                    """)
            }
            stage.isInFlight = true
            stage.isHeld = true
            stage.begin = { _, _ in
                try await database.untilApplicationWaits(or: isOver)
                try await Task.sleep(for: .milliseconds(500))
                await holder.take()?.release()
            }
            return stage
        },
        Failure(
            "The application pauses in a transaction for longer than `idleInTransactionTimeout`"
        ) {
            var stage = try await Stage.shared("paused")
            let hasPaused = Locked(false)
            stage.idleInTransactionTimeout = .milliseconds(100)
            // The clock is read between the two round trips of a transaction.
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
