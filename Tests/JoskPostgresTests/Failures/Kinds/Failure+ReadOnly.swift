import JoskPostgres
import JoskTesting
import PostgresCluster

extension Failure {
    /// The server answers, and takes no writes.
    static let readOnly = [
        Failure("Only a standby is there (`target_session_attrs=primary`)", says: ["standby"]) {
            try await onStandby("primary")
        },
        Failure("Only a standby is there (`target_session_attrs=any`)", says: ["25006", "standby"]) {
            try await onStandby("any")
        },
        Failure(
            "The database is closed to writing (`default_transaction_read_only`)",
            says: ["25006", "default_transaction_read_only"]
        ) {
            var stage = try await Stage.shared("reading")
            let database = stage.database
            stage.begin = { _, _ in try await database.close() }
            stage.end = { try await database.open() }
            return stage
        },
        Failure(
            "The database is closed to writing, and the store asks for `target_session_attrs=read-write`",
            says: ["read-only"]
        ) {
            let database = try await Stage.shared("writing").database
            let server = try await PostgresCluster.localServer
            var stage = Stage(
                database,
                PostgresConfiguration(
                    url: Stage.url(server.port, database.name, options: "?target_session_attrs=read-write")))
            stage.begin = { _, _ in try await database.close() }
            stage.end = { try await database.open() }
            return stage
        },
        Failure("The server is closed to writing under a running store", says: ["25006"]) {
            let (made, server) = try await Stage.alone("maintenance")
            var stage = made
            stage.isWarm = true
            stage.begin = { _, _ in try await server.close() }
            stage.end = { try await server.open() }
            return stage
        },
    ]

    private static func onStandby(_ kind: String) async throws -> Stage {
        let (made, primary) = try await Stage.alone("standby")
        var stage = made
        let standby = try await primary.standby()
        stage.configuration = PostgresConfiguration(
            url: Stage.url(standby.port, stage.database.name, options: "?target_session_attrs=\(kind)"))
        stage.begin = { _, _ in try await standby.catchUp(with: primary) }
        stage.end = { try await standby.promote() }
        return stage
    }
}

extension TestDatabase {
    /// Lets sessions that begin from now on write nothing.
    func close() async throws {
        try await run("ALTER DATABASE \"\(name)\" SET default_transaction_read_only = on")
    }

    /// From another database, for here nobody can change anything.
    func open() async throws {
        try await cluster.run("ALTER DATABASE \"\(name)\" RESET default_transaction_read_only")
    }
}

extension OwnServer {
    /// Waits until a standby has what its primary has now.
    func catchUp(with primary: OwnServer) async throws {
        let place = try await primary.run("SELECT pg_current_wal_lsn()")
        _ = try await eventually { try await run("SELECT pg_last_wal_replay_lsn() >= '\(place)'") == "t" }
    }

    /// Lets nobody write any more, whoever is connected neither.
    func close() async throws { try await set("default_transaction_read_only = on") }

    func open() async throws { try await set("default_transaction_read_only = off") }
}
