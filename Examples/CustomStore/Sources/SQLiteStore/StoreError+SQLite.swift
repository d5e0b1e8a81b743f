import Foundation
import GRDB
import JoskLedger

/// Runs something, and tells how it failed as a store does.
func attempt<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch {
        throw StoreError(error)
    }
}

extension StoreError {
    /// What the caller is told of what SQLite, or reading what it holds, has thrown.
    init(_ error: any Error, outcome: Outcome = .notCommitted) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            let code = Self.code(of: error.resultCode)
            self.init(
                code, outcome: outcome,
                isRetriable: code == .busy || code == .unavailable || outcome == .unknown,
                message: "SQLite: \(error.resultCode): \(error.message ?? "no more is known")")
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
        // A constraint caught what the library let through, or there is a mistake in the SQL here: trying again would
        // not help.
        default: .contractViolation
        }
    }
}
