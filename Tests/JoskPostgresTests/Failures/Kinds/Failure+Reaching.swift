import JoskPostgres
import PostgresCluster

extension Failure {
    /// The failures in which no server responds.
    static let reaching = [
        Failure("No server listens at the address", says: ["Connection refused"]) {
            let (made, server) = try await Stage.alone("absent")
            var stage = made
            stage.begin = { _, _ in try await server.stop() }
            stage.end = { try await server.comeBack() }
            return stage
        },
        Failure("The server accepts the connection and does not respond", says: ["respond"]) {
            let (made, server) = try await Stage.alone("silent")
            var stage = made
            stage.begin = { _, _ in try server.pause(true) }
            stage.end = { try server.pause(false) }
            return stage
        },
        Failure("The host's name does not resolve", says: ["could not translate host name"]) {
            let (made, server) = try await Stage.alone("nameless")
            var stage = made
            // A name with an empty label is invalid, so no name server is asked for it.
            let hosts = "missing..invalid,127.0.0.1:\(server.port)"
            stage.configuration = PostgresConfiguration(
                url: "postgresql://\(TestDatabase.applicationRole)@\(hosts)/\(stage.database.name)")
            stage.begin = { _, _ in try await server.stop() }
            stage.end = { try await server.comeBack() }
            return stage
        },
    ]
}
