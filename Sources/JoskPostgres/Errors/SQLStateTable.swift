import JoskLedger
import JoskLibPQ

/// The handling of an SQLSTATE: its remedy, and the reports to callers, operators and metrics.
struct SQLStateRow: Sendable {
    /// The remedy for an attempt that failed with this state and changed nothing.
    let remedy: Remedy
    /// The code of the error that the caller gets.
    let code: StoreError.Code
    /// The label under which metrics count a retry; nil if the state has none of its own.
    let cause: RetryCause?
    /// The advice for an operator; nil if the server's own message is sufficient.
    let advice: String?
    /// The conclusion about a transaction whose second round trip failed with this state.
    let proof: OutcomeProof

    init(
        _ code: StoreError.Code, _ remedy: Remedy = .giveUp, counts cause: RetryCause? = nil,
        advice: String? = nil, proves proof: OutcomeProof = .nothing
    ) {
        self.proof = proof
        self.remedy = remedy
        self.code = code
        self.cause = cause
        self.advice = advice
    }
}

/// The conclusion about a transaction that an error with an SQLSTATE proves.
///
/// A state proves a rollback if PostgreSQL uses it only for errors that abort the statement, and with it the
/// transaction.
enum OutcomeProof: Sendable, Hashable {
    /// Nothing: the transaction may have been committed.
    case nothing
    /// A rollback if the statement was not COMMIT; nothing if it was.
    case rollbackBeforeCommit
    /// A rollback, also as the response to COMMIT.
    case rollback
}

/// The table of SQLSTATEs: every condition that Josk handles specially.
///
/// It uses only the codes, because the server's messages may be in any language. The codes are those of
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
enum SQLStateTable {
    /// Returns the row of a state: its own, that of its class, or ``everythingElse``.
    static func row(of state: SQLState) -> SQLStateRow {
        states[state] ?? classes[state.classCode] ?? everythingElse
    }

    /// The row for a unique key that another transaction has taken meanwhile.
    ///
    /// The next decision sees the key. Any other violation of a unique key (23505) is a defect.
    static let lostRace = SQLStateRow(.busy, .decideAgain, counts: .lostRace, proves: .rollback)

    static let states: [SQLState: SQLStateRow] = [
        .serializationFailure: SQLStateRow(.busy, .backOff, counts: .serializationFailure, proves: .rollback),
        .deadlockDetected: SQLStateRow(.busy, .backOff, counts: .deadlock, proves: .rollback),
        .lockNotAvailable: SQLStateRow(
            .busy, .waitForLockAgain, counts: .lockTimeout,
            advice: "another session held a lock for longer than lockTimeout: find it with pg_blocking_pids",
            proves: .rollbackBeforeCommit),
        .transactionRollback: SQLStateRow(.contractViolation, proves: .rollback),
        .transactionIntegrityViolation: SQLStateRow(.contractViolation, proves: .rollback),
        .uniqueViolation: SQLStateRow(.contractViolation, counts: .lostRace, proves: .rollback),
        .readOnlyTransaction: SQLStateRow(
            .unavailable, .lookForPrimary, counts: .readOnly,
            advice:
                "the server is read-only: it is a standby, or default_transaction_read_only is on; connect to the "
                + "primary, or turn the setting off", proves: .rollbackBeforeCommit),
        // The caller gets this code only if every connection that was tried had to prepare its statements again.
        .invalidStatementName: SQLStateRow(
            .unavailable, .prepareAgain, counts: .forgottenStatement, proves: .rollbackBeforeCommit),
        .featureNotSupported: SQLStateRow(
            .unavailable, .prepareAgain, counts: .changedPlan, proves: .rollbackBeforeCommit),
        .queryCanceled: SQLStateRow(
            .timedOut,
            advice:
                "the statement was cancelled on the server, by an operator (pg_cancel_backend) or by a time limit "
                + "(statement_timeout of the role or the database)",
            proves: .rollbackBeforeCommit),
        .idleInTransactionSessionTimeout: SQLStateRow(
            .unavailable, counts: .idleInTransaction,
            advice:
                "the application took longer than idleInTransactionTimeout between two statements of a "
                + "transaction: if it lasts, give the application more CPU time, or raise the timeout"
        ),
        .transactionTimeout: SQLStateRow(
            .unavailable, counts: .transactionTimeout,
            advice: "the transaction took longer than the server's transaction_timeout: raise or disable it"),
        .adminShutdown: SQLStateRow(
            .unavailable, counts: .sessionEnded,
            advice: "the server was stopped, or an operator ended the session (pg_terminate_backend)"),
        .crashShutdown: SQLStateRow(
            .unavailable, counts: .serverCrashed,
            advice: "a server process crashed, or the server was stopped immediately: read the server's log"),
        .cannotConnectNow: SQLStateRow(
            .unavailable, counts: .starting, advice: "the server is starting or shutting down"),
        .idleSessionTimeout: SQLStateRow(.unavailable, counts: .idleSession),
        .diskFull: SQLStateRow(
            .unavailable, advice: "the server's disk is full: free some space", proves: .rollbackBeforeCommit),
        .tooManyConnections: SQLStateRow(
            .unavailable,
            advice:
                "a connection limit is reached: the server's max_connections, or the CONNECTION LIMIT of the role "
                + "or the database; raise it, or close other connections"),
        .programLimitExceeded: SQLStateRow(
            .unavailable,
            advice: "if the server no longer assigns transaction IDs, vacuum its databases",
            proves: .rollbackBeforeCommit),
        .invalidCatalogName: SQLStateRow(
            .accessDenied,
            advice:
                "the server has no such database: correct the URL, or create the database and run `josk migrate`",
            proves: .rollbackBeforeCommit),
        .insufficientPrivilege: SQLStateRow(
            .accessDenied,
            advice: "the role lacks a privilege: run `josk migrate` with it as the application's role, and "
                + "GRANT CONNECT on the database", proves: .rollbackBeforeCommit),
        .undefinedTable: changedSchema, .invalidSchemaName: changedSchema, .undefinedColumn: changedSchema,
        .undefinedFunction: changedSchema, .datatypeMismatch: changedSchema,
        .dataCorrupted: SQLStateRow(
            .unreadable,
            advice: "data on the server are corrupted: stop the application and check the server",
            proves: .rollbackBeforeCommit),
        .indexCorrupted: SQLStateRow(
            .unreadable, advice: "an index on the server is corrupted: REINDEX it",
            proves: .rollbackBeforeCommit),
    ]

    static let classes: [String: SQLStateRow] = {
        var rows = [
            // Some of its states report a lost connection.
            "08": SQLStateRow(.unavailable),
            // Constraints that are checked at COMMIT fail it with the same states.
            "23": SQLStateRow(.contractViolation, proves: .rollback),
            "28": SQLStateRow(
                .accessDenied,
                advice: "the server refuses the store's login: check the role, the password and pg_hba.conf",
                proves: .rollbackBeforeCommit),
            "53": SQLStateRow(.unavailable, proves: .rollbackBeforeCommit),
            // Its states end sessions, except for 57014, which has a row of its own.
            "57": SQLStateRow(.unavailable),
            "58": SQLStateRow(.unavailable, proves: .rollbackBeforeCommit),
        ]
        for name in statementErrors {
            rows[name] = SQLStateRow(.contractViolation, proves: .rollbackBeforeCommit)
        }
        return rows
    }()

    /// The classes of errors that abort the statement, and indicate a defect in Josk or a foreign trigger.
    private static let statementErrors = [
        "0A", "0B", "0F", "0L", "0P", "0Z", "20", "21", "22", "24", "25", "26", "27", "2B", "2D", "2F",
        "34", "38", "39", "3B", "3D", "3F", "42", "44", "54", "55", "72", "F0", "HV", "P0", "XX",
    ]

    /// The row of every other SQLSTATE, which PostgreSQL does not use for a statement, or is newer than Josk.
    static let everythingElse = SQLStateRow(.contractViolation)

    /// The row for a missing table, schema, column or function, or a column of another type, that was right at the
    /// startup check.
    private static let changedSchema = SQLStateRow(
        .schemaMismatch,
        advice: "the schema has changed since the startup check: restore it, or run `josk migrate`",
        proves: .rollbackBeforeCommit)
}
