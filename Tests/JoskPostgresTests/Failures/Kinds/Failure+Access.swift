import JoskPostgres
import JoskTesting
import PostgresCluster

extension Failure {
    /// The failures in which the server refuses the role.
    static let access = [
        Failure("The password is wrong", says: ["28P01", "pg_hba.conf"]) {
            let (made, role) = try await Stage.asOwnRole("password")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) PASSWORD 'changed'") }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The password is changed while a store runs and keeps its connections") {
            let (made, role) = try await Stage.asOwnRole("changed")
            var stage = made
            let database = stage.database
            stage.isWarm = true
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) PASSWORD 'changed'") }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The password was changed, and the store's connections have ended", says: ["28P01"]) {
            let (made, role) = try await Stage.asOwnRole("ended")
            var stage = made
            let database = stage.database
            stage.isWarm = true
            stage.begin = { _, _ in
                try await database.run("ALTER ROLE \(role) PASSWORD 'changed'")
                try await database.terminateApplicationSessions()
            }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The role may not log in", says: ["28000", "not permitted to log in"]) {
            let (made, role) = try await Stage.asOwnRole("locked")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) NOLOGIN") }
            stage.end = { try await database.run("ALTER ROLE \(role) LOGIN") }
            return stage
        },
        Failure("The role was dropped", says: ["28"]) {
            let (made, role) = try await Stage.asOwnRole("dropped")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("DROP OWNED BY \(role); DROP ROLE \(role)") }
            stage.end = {
                try await database.run("CREATE ROLE \(role) LOGIN")
                try await database.migrate(applicationRole: role)
            }
            return stage
        },
        Failure("The role may not connect to the database", says: ["42501", "GRANT CONNECT"]) {
            var stage = try await Stage.shared("closed")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.run("REVOKE CONNECT ON DATABASE \"\(database.name)\" FROM PUBLIC")
            }
            stage.end = { try await database.run("GRANT CONNECT ON DATABASE \"\(database.name)\" TO PUBLIC") }
            return stage
        },
        Failure("The database does not exist", says: ["3D000", "create the database"]) {
            var stage = try await Stage.shared("missing")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.terminateApplicationSessions()
                try await database.cluster.run(
                    "ALTER DATABASE \"\(database.name)\" RENAME TO \"\(database.name)_2\"")
            }
            stage.end = {
                try await database.cluster.run(
                    "ALTER DATABASE \"\(database.name)_2\" RENAME TO \"\(database.name)\"")
            }
            return stage
        },
        Failure("The role lacks the privileges that a migration grants", says: ["josk migrate"]) {
            var stage = try await Stage.shared("privileges")
            let (database, role) = (stage.database, TestDatabase.applicationRole)
            stage.begin = { _, _ in try await database.run("REVOKE USAGE ON SCHEMA josk FROM \(role)") }
            stage.end = { try await database.run("GRANT USAGE ON SCHEMA josk TO \(role)") }
            return stage
        },
        Failure(
            "A privilege to write is revoked while a store runs", says: ["42501", "orders", "josk migrate"]
        ) {
            var stage = try await Stage.shared("writing")
            let (database, role) = (stage.database, TestDatabase.applicationRole)
            stage.isWarm = true
            stage.begin = { _, _ in try await database.run("REVOKE INSERT ON josk.orders FROM \(role)") }
            stage.end = { try await database.run("GRANT INSERT ON josk.orders TO \(role)") }
            return stage
        },
        Failure("The role could bypass the isolation of tenants", says: ["BYPASSRLS"]) {
            let (made, role) = try await Stage.asOwnRole("unsafe")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) BYPASSRLS") }
            stage.end = { try await database.run("ALTER ROLE \(role) NOBYPASSRLS") }
            return stage
        },
    ]
}
