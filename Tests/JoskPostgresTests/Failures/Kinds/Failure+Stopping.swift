import JoskPostgres
import JoskTesting
import PostgresCluster

extension Failure {
    /// The failures in which the server stops, restarts or starts.
    static let stopping =
        [
            stopped(.fast, "is stopped"), stopped(.immediate, "is stopped in immediate mode"),
            stopped(.crash, "crashes"),
            stoppedAtCommit(.fast, "is stopped"), stoppedAtCommit(.immediate, "is stopped in immediate mode"),
            stoppedAtCommit(.crash, "crashes"),
            restarted, starting,
        ]

    private static func stopped(_ mode: OwnServer.StopMode, _ how: String) -> Failure {
        Failure("The server \(how) while a command waits for a lock") {
            let (made, server) = try await Stage.alone("stopped")
            var stage = made
            let (database, holder, isOver) = (stage.database, stage.holder, stage.isOver)
            stage.isInFlight = true
            stage.isHeld = true
            stage.begin = { _, _ in
                try await database.untilApplicationWaits(or: isOver)
                try await server.stop(mode)
            }
            stage.end = {
                await holder.take()?.release()
                try await server.comeBack()
            }
            return stage
        }
    }

    /// Returns a failure in which the server stops during a commit, which waits for a standby.
    private static func stoppedAtCommit(_ mode: OwnServer.StopMode, _ how: String) -> Failure {
        Failure("The server \(how) while a command commits") {
            let (made, server) = try await Stage.alone("commit", ["synchronous_commit": "local"])
            var stage = made
            try await server.set("synchronous_standby_names = 'ghost'")
            let (database, isOver) = (stage.database, stage.isOver)
            // The sessions of this store wait for a standby that never connects.
            stage.configuration = PostgresConfiguration(
                url: Stage.url(server.port, database.name, options: "?options=-csynchronous_commit%3Don"))
            stage.isInFlight = true
            stage.begin = { _, _ in
                try await database.untilApplicationWaits(for: "SyncRep", or: isOver)
                try await server.stop(mode)
            }
            stage.end = {
                try await server.comeBack()
                try await server.set("synchronous_standby_names = ''")
            }
            return stage
        }
    }

    private static let restarted = Failure("The server restarts while a command waits for a lock") {
        let (made, server) = try await Stage.alone("restarted")
        var stage = made
        let (database, holder, isOver) = (stage.database, stage.holder, stage.isOver)
        stage.isInFlight = true
        stage.isHeld = true
        stage.begin = { _, _ in
            try await database.untilApplicationWaits(or: isOver)
            try await server.stop()
            await holder.take()?.release()
            try await server.comeBack()
        }
        return stage
    }

    private static let starting = Failure(
        "The server is starting and accepts no connections yet", says: ["57P03"]
    ) {
        // A standby that accepts no reads stays in this state.
        let (made, server) = try await Stage.alone("starting", ["hot_standby": "off"])
        var stage = made
        stage.begin = { _, _ in
            try await server.stop()
            try server.setStandbySignal(true)
            try await server.comeBack()
        }
        stage.end = {
            try await server.stop()
            try server.setStandbySignal(false)
            try await server.comeBack()
        }
        return stage
    }
}
