import JoskPostgres
import JoskTesting

extension Failure {
    /// The failures in which single connections end.
    static let connections = [
        Failure("Idle connections are terminated") {
            var stage = try await Stage.shared("idle")
            let database = stage.database
            stage.isWarm = true
            stage.begin = { _, _ in try await database.terminateApplicationSessions() }
            return stage
        },
        Failure("A connection is terminated while its command waits for a lock") {
            var stage = try await Stage.shared("leased")
            let (database, holder, isOver) = (stage.database, stage.holder, stage.isOver)
            stage.isInFlight = true
            stage.isHeld = true
            stage.begin = { _, _ in
                try await database.untilApplicationWaits(or: isOver)
                try await database.terminateApplicationSessions()
                await holder.take()?.release()
            }
            return stage
        },
        Failure("The server terminates idle sessions (`idle_session_timeout`)") {
            var stage = try await Stage.shared("session")
            let database = stage.database
            // Not for all roles: on a busy machine the test's own psql is idle for as long.
            let role = "ALTER ROLE \(TestDatabase.applicationRole) IN DATABASE \"\(database.name)\""
            try await database.run("\(role) SET idle_session_timeout = '50ms'")
            stage.isWarm = true
            stage.begin = { _, _ in
                _ = try await eventually {
                    try await database.run("SELECT count(*) \(TestDatabase.applicationSessions)") == "0"
                }
            }
            stage.end = { try await database.run("\(role) RESET idle_session_timeout") }
            return stage
        },
    ]
}
