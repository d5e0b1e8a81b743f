internal import JoskLibPQ
public import Logging

/// A migration that ``PostgresStore/migrate(_:applicationRole:logger:)`` has applied.
public struct AppliedMigration: Sendable, Hashable {
    /// The migration's number, which is the version of the schema once the migration is applied.
    public let version: Int
    /// The migration's subject, in a word.
    public let name: String
}

extension PostgresStore {
    /// The version of the schema that this library reads and writes.
    public static let schemaVersion = Migration.all.count

    /// Brings a database's schema up to date, and grants the application's role its privileges.
    ///
    /// It may be called again, and several times at once. Existing objects stay, and concurrent calls wait for each
    /// other.
    ///
    /// Privileges that an earlier call granted to another role stay with that role. A store of an older version of the
    /// library refuses a newer schema: migrate when applications with the old version may stop.
    ///
    /// The schema `josk` belongs to the role `josk_owner`, as which no session logs in. The function creates the role
    /// if it is missing.
    ///
    /// - Parameters:
    ///   - configuration: The address of the database, with a role that has the required privileges: a role that may
    ///     create roles and, in this database, schemas, or a member of `josk_owner`. It is not the application's role.
    ///   - applicationRole: The role that the application connects as. It must exist, and must not be able to bypass
    ///     the schema's defences: no superuser, no BYPASSRLS, no member of `josk_owner`.
    ///   - logger: The logger for the server's notices, at level debug.
    /// - Returns: The migrations that this call applied; empty if the schema was up to date.
    /// - Throws: ``MigrationError``, which describes the remedy. A failed migration is rolled back, and those before it
    ///   stay applied. Each statement may take ten minutes, including the wait for other migrations.
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
