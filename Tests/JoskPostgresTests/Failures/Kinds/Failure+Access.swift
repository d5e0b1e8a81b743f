import JoskPostgres
import JoskTesting
import PostgresCluster

extension Failure {
    /// The server is there, and does not want us.
    static let access = [
        Failure("The password is wrong", says: ["28P01", "pg_hba.conf"]) {
            let (made, role) = try await Stage.inOwnName("password")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) PASSWORD 'changed'") }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The password is changed under a running store, whose connections stay") {
            let (made, role) = try await Stage.inOwnName("changed")
            var stage = made
            let database = stage.database
            stage.isWarm = true
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) PASSWORD 'changed'") }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The password was changed, and the store's connections have ended", says: ["28P01"]) {
            let (made, role) = try await Stage.inOwnName("ended")
            var stage = made
            let database = stage.database
            stage.isWarm = true
            stage.begin = { _, _ in
                try await database.run("ALTER ROLE \(role) PASSWORD 'changed'")
                try await database.terminateStrangers()
            }
            stage.end = { try await database.run("ALTER ROLE \(role) PASSWORD 'hush-hush'") }
            return stage
        },
        Failure("The role may not log in", says: ["28000", "not permitted to log in"]) {
            let (made, role) = try await Stage.inOwnName("locked")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) NOLOGIN") }
            stage.end = { try await database.run("ALTER ROLE \(role) LOGIN") }
            return stage
        },
        Failure("The role was dropped", says: ["28"]) {
            let (made, role) = try await Stage.inOwnName("dropped")
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
        Failure("There is no such database", says: ["3D000", "create the database"]) {
            var stage = try await Stage.shared("missing")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.terminateStrangers()
                try await database.cluster.run(
                    "ALTER DATABASE \"\(database.name)\" RENAME TO \"\(database.name)_2\"")
            }
            stage.end = {
                try await database.cluster.run(
                    "ALTER DATABASE \"\(database.name)_2\" RENAME TO \"\(database.name)\"")
            }
            return stage
        },
        Failure("The role has not the rights that a migration grants", says: ["josk migrate"]) {
            var stage = try await Stage.shared("rights")
            let (database, role) = (stage.database, TestDatabase.applicationRole)
            stage.begin = { _, _ in try await database.run("REVOKE USAGE ON SCHEMA josk FROM \(role)") }
            stage.end = { try await database.run("GRANT USAGE ON SCHEMA josk TO \(role)") }
            return stage
        },
        Failure("A right to write is taken under a running store", says: ["42501", "orders", "josk migrate"])
        {
            var stage = try await Stage.shared("writing")
            let (database, role) = (stage.database, TestDatabase.applicationRole)
            stage.isWarm = true
            stage.begin = { _, _ in try await database.run("REVOKE INSERT ON josk.orders FROM \(role)") }
            stage.end = { try await database.run("GRANT INSERT ON josk.orders TO \(role)") }
            return stage
        },
        Failure("The role could defeat the isolation of tenants", says: ["BYPASSRLS"]) {
            let (made, role) = try await Stage.inOwnName("unsafe")
            var stage = made
            let database = stage.database
            stage.begin = { _, _ in try await database.run("ALTER ROLE \(role) BYPASSRLS") }
            stage.end = { try await database.run("ALTER ROLE \(role) NOBYPASSRLS") }
            return stage
        },
    ]
}
