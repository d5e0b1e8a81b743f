import JoskLedger
import JoskLibPQ

extension PostgresError {
    /// What the caller is told of an attempt that left nothing behind.
    var storeError: StoreError {
        StoreError(code, outcome: .notCommitted, isRetriable: isRetriable, message: messageWithAdvice)
    }

    /// What happened, and what an operator can do about it where the server's own words do not say.
    var messageWithAdvice: String { advice.map { "\(self) (\($0))" } ?? "\(self)" }

    private var isRetriable: Bool {
        switch code {
        case .unavailable, .busy, .timedOut: true
        default: false
        }
    }

    private var code: StoreError.Code {
        switch self {
        case .unreachable where isPermanentRefusal: .accessDenied
        case .unreachable(_, "53300"?): .busy
        case .unreachable, .lost: .unavailable
        case .timedOut: .timedOut
        case .unsendable: .contractViolation
        case .malformed: .unreadable
        case .refused(let error): error.code
        }
    }
}

extension ServerError {
    /// The codes are those of https://www.postgresql.org/docs/15/errcodes-appendix.html
    fileprivate var code: StoreError.Code {
        switch sqlState {
        case "40001", "40P01", "55P03": .busy
        case "57014": .timedOut
        case "25006": .unavailable
        // Every connection that was tried had to prepare anew.
        case "26000", "0A000": .unavailable
        case "23505" where isLostRace: .busy
        // Also where PostgreSQL gives no more transaction numbers, for it has not been vacuumed.
        case "54000": .unavailable
        case "42501": .accessDenied
        // A table, a schema, a column or a function that was there when the store was admitted.
        case "42P01", "3F000", "42703", "42883": .schemaMismatch
        // Damaged data, damaged indexes.
        case "XX001", "XX002": .unreadable
        default:
            switch sqlState.classCode {
            case "08", "53", "57", "58": .unavailable
            // A constraint caught what the library let through.
            default: .contractViolation
            }
        }
    }
}
