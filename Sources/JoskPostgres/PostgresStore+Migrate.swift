internal import JoskLibPQ
public import Logging

/// A step of the schema that a migration applied.
public struct AppliedMigration: Sendable, Hashable {
    /// Its number: the version of the schema once it is applied.
    public let version: Int
    /// What it brings, in a word.
    public let name: String
}

extension PostgresStore {
    /// The version of the schema that this library reads and writes.
    public static let schemaVersion = Migration.all.count

    /// Brings a database's schema up to date, and grants a role what an application needs. It may be run again, and by
    /// several at once: what is there stays, and they wait for each other.
    ///
    /// Rights that an earlier migration granted to another role stay with it. A store of an older version of the library
    /// refuses a schema that is newer than it: migrate when the hosts of the old version may stop.
    ///
    /// The schema `josk` belongs to the role `josk_owner`, which nobody logs in as; it is created where it is missing.
    ///
    /// - Parameters:
    ///   - configuration: Where the database is, in the name of a role that may do this: one that may create schemas
    ///     here and roles, or is a member of `josk_owner`. Not the application's.
    ///   - applicationRole: The role that the application connects as. It must exist, and not be able to defeat what
    ///     the schema defends: no superuser, no BYPASSRLS, no member of `josk_owner`.
    ///   - logger: Takes the server's notices, at debug.
    /// - Returns: The steps that were applied now; none if the schema was up to date.
    /// - Throws: ``MigrationError``, which says what to do. A step that fails leaves nothing behind, and those before it
    ///   stay. Each statement has ten minutes, with the wait for other migrations.
    @discardableResult
    public static func migrate(
        _ configuration: PostgresConfiguration, applicationRole: String,
        logger: Logger = Logger(label: "josk.postgres")
    ) async throws(MigrationError) -> [AppliedMigration] {
        let connection: PostgresConnection
        do throws(PostgresError) {
            connection = try await PostgresConnection.connect(
                configuration.connectionSettings, logger: logger, by: .now + configuration.connectTimeout)
        } catch {
            throw MigrationError(error)
        }
        let migrator = Migrator(applicationRole: applicationRole)
        let result: Result<[Migration], MigrationError> = await connection.run { connection in
            do throws(MigrationError) {
                return .success(try migrator.run(on: connection))
            } catch {
                return .failure(error)
            }
        }
        await connection.close()
        return try result.get().map { AppliedMigration(version: $0.version, name: $0.name) }
    }
}
