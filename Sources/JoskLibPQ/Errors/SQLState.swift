/// An SQLSTATE, whose first two characters are the class and whose five characters are the condition.
package struct SQLState: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let code: String

    package init(_ code: String) { self.code = code }
    package init(stringLiteral code: String) { self.code = code }

    /// The class: the first two characters.
    package var classCode: String { String(code.prefix(2)) }
    package var description: String { code }
}

/// The conditions that the library distinguishes, under PostgreSQL's names.
extension SQLState {
    package static let featureNotSupported: SQLState = "0A000"
    package static let uniqueViolation: SQLState = "23505"
    package static let readOnlyTransaction: SQLState = "25006"
    package static let idleInTransactionSessionTimeout: SQLState = "25P03"
    package static let transactionTimeout: SQLState = "25P04"
    package static let invalidStatementName: SQLState = "26000"
    package static let invalidPassword: SQLState = "28P01"
    package static let invalidCatalogName: SQLState = "3D000"
    package static let invalidSchemaName: SQLState = "3F000"
    package static let transactionRollback: SQLState = "40000"
    package static let serializationFailure: SQLState = "40001"
    package static let transactionIntegrityViolation: SQLState = "40002"
    package static let deadlockDetected: SQLState = "40P01"
    package static let insufficientPrivilege: SQLState = "42501"
    package static let undefinedColumn: SQLState = "42703"
    package static let duplicateObject: SQLState = "42710"
    package static let undefinedFunction: SQLState = "42883"
    package static let datatypeMismatch: SQLState = "42804"
    package static let undefinedTable: SQLState = "42P01"
    package static let diskFull: SQLState = "53100"
    package static let tooManyConnections: SQLState = "53300"
    package static let programLimitExceeded: SQLState = "54000"
    package static let lockNotAvailable: SQLState = "55P03"
    package static let queryCanceled: SQLState = "57014"
    package static let adminShutdown: SQLState = "57P01"
    package static let crashShutdown: SQLState = "57P02"
    package static let cannotConnectNow: SQLState = "57P03"
    package static let idleSessionTimeout: SQLState = "57P05"
    package static let internalError: SQLState = "XX000"
    package static let dataCorrupted: SQLState = "XX001"
    package static let indexCorrupted: SQLState = "XX002"
}

// MARK: - Refused connections

extension SQLState {
    /// True if a server that refuses a connection with this SQLSTATE will refuse it later too.
    ///
    /// The reason is then the role or its password (class 28), the database, or the privilege to connect to it.
    package var isPermanentRefusal: Bool {
        classCode == "28" || self == .invalidCatalogName || self == .insufficientPrivilege
    }

    /// True if a refusal with this SQLSTATE implies nothing about the next server.
    ///
    /// The server is starting or stopping (class 57), or has no room for another connection (class 53).
    var isPassingRefusal: Bool { classCode == "57" || classCode == "53" }
}

extension PostgresError {
    /// True if no connection was made for a reason that waiting does not change: a server refused it, or the settings
    /// are wrong.
    package var isPermanentRefusal: Bool {
        switch self {
        case .unreachable(_, let state?): state.isPermanentRefusal
        case .misconfigured: true
        default: false
        }
    }
}
