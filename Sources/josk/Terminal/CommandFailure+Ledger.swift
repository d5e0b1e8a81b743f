import JoskLedger
import JoskPostgres

extension CommandFailure {
    /// Creates the failure that reports an error of the ledger at a terminal; nil for other errors.
    init?(_ error: any Error) {
        switch error {
        case let failure as any LedgerFailure:
            if let storeError = failure.storeError {
                self.init(storeError)
            } else if let key = failure.reusedKey {
                self = .reusedKey(key)
            } else if let refusal = failure.refusal {
                self.init(.software, "internal error: the ledger refused a command: \(refusal)")
            } else {
                return nil
            }
        case let error as MigrationError: self.init(error)
        default: return nil
        }
    }

    private init(_ error: StoreError) {
        let status: ExitStatus =
            switch error.code {
            case .unavailable, .accessDenied: .unavailable
            case .busy, .timedOut: .tryAgain
            case .misconfigured, .schemaMismatch, .unsafeRole, .clockSkew: .configuration
            default: .software
            }
        self.init(status, error.message)
    }

    private init(_ error: MigrationError) {
        switch error {
        // insufficient_privilege
        case .failed(sqlState: "42501", _):
            self.init(
                .noPermission,
                "\(error) Connect as a superuser, or as a role that may create roles and, in this database, "
                    + "schemas.")
        case .connectedAsApplicationRole: self.init(.noPermission, "\(error)")
        case .failed(let sqlState, _):
            self.init(Self.isAboutConnecting(sqlState) ? .unavailable : .software, "\(error)")
        case .misconfigured, .unknownRole, .unsafeRole, .changedMigration, .missingMigration, .newerSchema,
            .unsupported:
            self.init(.configuration, "\(error)")
        }
    }

    /// Returns true if no server replied, or if the server refused the connection.
    ///
    /// Without a reply there is no SQLSTATE. The codes of a refused connection are among those in
    /// https://www.postgresql.org/docs/15/errcodes-appendix.html.
    private static func isAboutConnecting(_ sqlState: String?) -> Bool {
        guard let sqlState else { return true }
        return sqlState == "3D000" || ["08", "28", "53", "57", "58"].contains(sqlState.prefix(2))
    }
}

/// An error with the failures that all commands of the ledger have in common, independent of their rejections.
private protocol LedgerFailure: Error {
    var storeError: StoreError? { get }
    var reusedKey: IdempotencyKey? { get }
    /// The description of a refusal that the command should have expected.
    var refusal: String? { get }
}

extension StoreError: LedgerFailure {
    fileprivate var storeError: StoreError? { self }
    fileprivate var reusedKey: IdempotencyKey? { nil }
    fileprivate var refusal: String? { nil }
}

extension CommandError: LedgerFailure {
    fileprivate var storeError: StoreError? { if case .store(let error) = self { error } else { nil } }
    fileprivate var reusedKey: IdempotencyKey? { if case .keyReused(let key) = self { key } else { nil } }
    fileprivate var refusal: String? {
        switch self {
        case .rejected, .unknownBusiness: description
        case .keyReused, .store: nil
        }
    }
}
