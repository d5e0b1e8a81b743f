public import JoskLedger
internal import JoskText

/// The reason why a call of ``PostgresStore/migrate(_:applicationRole:logger:)`` failed.
///
/// Migrations that were applied before stay applied. The migration that failed was rolled back, unless the connection
/// was lost during its COMMIT. Call the method again in either case: it applies only the missing ones.
public enum MigrationError: Error, Sendable, Hashable {
    /// The server could not be reached, or refused a statement.
    ///
    /// Contains the SQLSTATE, if there is one, and a message for the operator's log.
    case failed(sqlState: String?, message: String)
    /// No connection can be made with these settings; the text names the wrong one.
    case misconfigured(String)
    /// The migration was called with a connection of the application's role, which must not own the schema.
    ///
    /// Connect as an operator: a superuser, or a role that may create roles and, in this database, schemas.
    case connectedAsApplicationRole(String)
    /// No role has this name.
    ///
    /// Create the role with LOGIN and no other attribute, and migrate again.
    case unknownRole(String)
    /// The application's role could bypass the isolation of tenants, or change rows that must not change.
    ///
    /// Contains the role's name and one text for each problem.
    case unsafeRole(String, problems: [String])
    /// An applied migration differs from the migration that this library has under its number.
    ///
    /// The migration was changed: restore the library that applied it, and report it.
    case changedMigration(version: Int, name: String)
    /// The applied migrations have a gap: the record of this one is missing.
    case missingMigration(version: Int)
    /// The schema has a migration that this library does not have.
    ///
    /// Use the version of Josk that applied it, or a newer one.
    case newerSchema(version: Int)
    /// The server or the database cannot hold the schema, for the described reason.
    case unsupported(String)
}

extension MigrationError: DescribedError {
    /// The failure and its remedy, for an operator.
    ///
    /// It contains no secret.
    public var description: String { message.escapingControlCharacters }

    private var message: String {
        switch self {
        case .failed(_, let message): "The migration failed: \(message)"
        case .misconfigured(let message): "No connection can be made: \(message)"
        case .connectedAsApplicationRole(let role):
            "Connected as the application's role \"\(role)\"; connect as an operator, that is a superuser or a role "
                + "that may create roles and, in this database, schemas."
        case .unknownRole(let role):
            "The role \"\(role)\" does not exist: create it first, for example with "
                + "CREATE ROLE \"\(role)\" LOGIN."
        case .unsafeRole(let role, let problems):
            "The role \"\(role)\" could bypass the isolation of tenants: \(problems.joined(separator: "; ")). "
                + "Give the application a role of its own, for example with CREATE ROLE josk_app LOGIN."
        case .changedMigration(let version, let name):
            "Migration \(version) (\(name)) differs from the one that was applied to this database: use the "
                + "version of Josk that applied it, and report this error."
        case .missingMigration(let version):
            "The record of migration \(version) is missing from josk.migrations, which has later ones: restore it."
        case .newerSchema(let version):
            "The schema has migration \(version), which this version of Josk does not have: use a newer one."
        case .unsupported(let why): "The database cannot have the schema: \(why)."
        }
    }
}
