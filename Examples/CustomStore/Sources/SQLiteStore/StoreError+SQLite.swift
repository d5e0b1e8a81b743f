import Foundation
import GRDB
import JoskLedger

/// Runs a closure, and throws its error as a `StoreError`.
func attempt<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch {
        throw StoreError(error)
    }
}

extension StoreError {
    /// Creates the error for a caller from an error of SQLite, or from one of reading its rows.
    init(_ error: any Error, outcome: Outcome = .notCommitted) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            let code = Self.code(of: error.resultCode)
            self.init(
                code, outcome: outcome,
                isRetriable: code == .busy || code == .unavailable || outcome == .unknown,
                message: "SQLite failed with \(error.resultCode): \(error.message ?? "no message")")
        case is CancellationError:
            self.init(
                .cancelled, outcome: .notCommitted, isRetriable: false, message: "the task was cancelled")
        default: self.init(unreadable: "\(error)")
        }
    }

    init(unreadable why: String) {
        self.init(.unreadable, outcome: .notCommitted, isRetriable: false, message: why)
    }

    private static func code(of result: ResultCode) -> Code {
        switch result {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_INTERRUPT: .cancelled
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .unreadable
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_MISUSE: .unavailable
        // A constraint detected an error of the library, or the SQL of this package has an error. A retry would not
        // help.
        default: .contractViolation
        }
    }
}
