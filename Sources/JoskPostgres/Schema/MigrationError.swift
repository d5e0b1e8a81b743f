/// Why a schema was not brought up to date. What a step had begun was rolled back; the steps before it stay.
public enum MigrationError: Error, Sendable, Hashable {
    /// The server could not be reached, or refused a statement. The SQLSTATE, where there is one, and a message
    /// for the operator's log.
    case failed(sqlState: String?, message: String)
    /// There is no role by that name. Create it, with LOGIN and without anything else, and migrate again.
    case unknownRole(String)
    /// The role could defeat the isolation of tenants, or change facts: what is wrong with it, in words.
    case unsafeRole(String, problems: [String])
    /// A step that was applied is not the one that this library knows under its number. Somebody changed it: restore
    /// the library that it was applied with, and report it.
    case changedStep(version: Int, name: String)
    /// The steps that were applied have a gap: a record of one is missing.
    case missingStep(version: Int)
    /// The schema has a step that this library does not know: use the version of Josk that applied it, or a newer one.
    case newerSchema(version: Int)
    /// The server or the database cannot hold the schema: why, in words.
    case unsupported(String)
}

extension MigrationError: CustomStringConvertible {
    /// What happened and what to do, in one line. It holds no secret.
    public var description: String {
        switch self {
        case .failed(_, let message): "the migration failed: \(message)"
        case .unknownRole(let role):
            "there is no role \"\(role)\": create it first, as in CREATE ROLE \"\(role)\" LOGIN"
        case .unsafeRole(let role, let problems):
            "the role \"\(role)\" could defeat the isolation of tenants: \(problems.joined(separator: "; ")). "
                + "Give the application a role of its own, as in CREATE ROLE josk_app LOGIN"
        case .changedStep(let version, let name):
            "step \(version) (\(name)) of the schema is not the one that was applied here"
        case .missingStep(let version): "step \(version) of the schema is missing, and later ones are there"
        case .newerSchema(let version):
            "the schema has step \(version), which this version of Josk does not know: use a newer one"
        case .unsupported(let why): why
        }
    }
}
