import JoskPostgres
import JoskTesting
import PostgresCluster

extension Failure {
    /// The failures in which the server is read-only.
    static let readOnly = [
        Failure("Only a standby is available (`target_session_attrs=primary`)", says: ["standby"]) {
            try await onStandby("primary")
        },
        Failure("Only a standby is available (`target_session_attrs=any`)", says: ["25006", "standby"]) {
            try await onStandby("any")
        },
        Failure(
            "The database is read-only (`default_transaction_read_only`)",
            says: ["25006", "default_transaction_read_only"]
        ) {
            var stage = try await Stage.shared("reading")
            let database = stage.database
            stage.begin = { _, _ in try await database.close() }
            stage.end = { try await database.open() }
            return stage
        },
        Failure(
            "The database is read-only, and the store requires `target_session_attrs=read-write`",
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
        Failure("The server becomes read-only while a store runs", says: ["25006"]) {
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
    /// Makes the database read-only for new sessions.
    func close() async throws {
        try await run("ALTER DATABASE \"\(name)\" SET default_transaction_read_only = on")
    }

    /// Makes the database accept writes again, from another database, because no session can change anything here.
    func open() async throws {
        try await cluster.run("ALTER DATABASE \"\(name)\" RESET default_transaction_read_only")
    }
}

extension OwnServer {
    /// Waits until a standby has replayed everything that its primary has written.
    func catchUp(with primary: OwnServer) async throws {
        let place = try await primary.run("SELECT pg_current_wal_lsn()")
        _ = try await eventually { try await run("SELECT pg_last_wal_replay_lsn() >= '\(place)'") == "t" }
    }

    /// Makes the server read-only, for existing sessions too.
    func close() async throws { try await set("default_transaction_read_only = on") }

    func open() async throws { try await set("default_transaction_read_only = off") }
}
