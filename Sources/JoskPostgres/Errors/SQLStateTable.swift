import JoskLedger
import JoskLibPQ

/// What Josk does about an SQLSTATE, and what it reports to callers, operators and metrics.
struct SQLStateRow: Sendable {
    /// What to do about an attempt that failed so and left nothing behind.
    let remedy: Remedy
    /// The code of the error that the caller gets.
    let code: StoreError.Code
    /// The label under which metrics count a retry; nil if the state has none of its own.
    let cause: RetryCause?
    /// What an operator should look at; nil where the server's own message says enough.
    let advice: String?

    init(
        _ code: StoreError.Code, _ remedy: Remedy = .giveUp, counts cause: RetryCause? = nil,
        advice: String? = nil
    ) {
        self.remedy = remedy
        self.code = code
        self.cause = cause
        self.advice = advice
    }
}

/// The table of SQLSTATEs: every condition that Josk handles specially. It uses only the code, because the server's messages may
/// be in any language. The codes are those of
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
enum SQLStateTable {
    /// The row of a state: its own, or that of its class, or the one for everything else.
    static func row(of state: SQLState) -> SQLStateRow {
        states[state] ?? classes[state.classCode] ?? everythingElse
    }

    /// A unique key that another transaction has taken meanwhile: the decision sees it the next time. Any other violation of a
    /// unique key (23505) is a defect.
    static let lostRace = SQLStateRow(.busy, .decideAgain, counts: .lostRace)

    static let states: [SQLState: SQLStateRow] = [
        .serializationFailure: SQLStateRow(.busy, .backOff, counts: .serializationFailure),
        .deadlockDetected: SQLStateRow(.busy, .backOff, counts: .deadlock),
        .lockNotAvailable: SQLStateRow(
            .busy, .waitForLockAgain, counts: .lockTimeout,
            advice: "another session has held a lock for longer than lockTimeout"),
        .uniqueViolation: SQLStateRow(.contractViolation, counts: .lostRace),
        .readOnlyTransaction: SQLStateRow(
            .unavailable, .lookForPrimary, counts: .readOnly,
            advice: "the server is read-only: it is a standby, or default_transaction_read_only is on"),
        // Every connection that was tried had to prepare its statements again.
        .invalidStatementName: SQLStateRow(.unavailable, .prepareAgain, counts: .forgottenStatement),
        .featureNotSupported: SQLStateRow(.unavailable, .prepareAgain, counts: .changedPlan),
        .queryCanceled: SQLStateRow(
            .timedOut, advice: "the statement was cancelled on the server, by an operator or by a time limit"),
        .idleInTransactionSessionTimeout: SQLStateRow(
            .unavailable, counts: .idleInTransaction,
            advice:
                "the application took longer than idleInTransactionTimeout between two messages of a transaction"
        ),
        .transactionTimeout: SQLStateRow(
            .unavailable, counts: .transactionTimeout,
            advice: "the transaction took longer than the server's transaction_timeout"),
        .adminShutdown: SQLStateRow(
            .unavailable, counts: .sessionEnded,
            advice: "the server was stopped, or an operator has ended the session"),
        .crashShutdown: SQLStateRow(
            .unavailable, counts: .serverCrashed,
            advice: "a process of the server has crashed, or the server was stopped immediately"),
        .cannotConnectNow: SQLStateRow(
            .unavailable, counts: .starting, advice: "the server is starting or stopping"),
        .idleSessionTimeout: SQLStateRow(.unavailable, counts: .idleSession),
        .diskFull: SQLStateRow(.unavailable, advice: "the server's disk is full"),
        .tooManyConnections: SQLStateRow(
            .unavailable,
            advice:
                "a limit of connections is reached: max_connections of the server, or the CONNECTION LIMIT "
                + "of the role or of the database"),
        .programLimitExceeded: SQLStateRow(
            .unavailable,
            advice: "if the server assigns no more transaction numbers, it must be vacuumed"),
        .invalidCatalogName: SQLStateRow(
            .accessDenied,
            advice: "the server has no such database: look at the URL, or create the database and migrate it"),
        .insufficientPrivilege: SQLStateRow(
            .accessDenied,
            advice: "the role lacks a privilege: run `josk migrate` with it as the application's role, and "
                + "GRANT CONNECT on the database"),
        .undefinedTable: changedSchema, .invalidSchemaName: changedSchema, .undefinedColumn: changedSchema,
        .undefinedFunction: changedSchema,
        .dataCorrupted: SQLStateRow(.unreadable, advice: "the server's data are damaged"),
        .indexCorrupted: SQLStateRow(.unreadable, advice: "an index of the server is damaged: REINDEX it"),
    ]

    static let classes: [String: SQLStateRow] = [
        "08": SQLStateRow(.unavailable), "53": SQLStateRow(.unavailable), "57": SQLStateRow(.unavailable),
        "58": SQLStateRow(.unavailable),
        "28": SQLStateRow(
            .accessDenied,
            advice: "the server refuses the store: look at its role and password, and at pg_hba.conf"),
    ]

    /// Every other SQLSTATE indicates a defect in Josk, such as a row that a constraint refused.
    static let everythingElse = SQLStateRow(.contractViolation)

    /// A table, a schema, a column or a function that was there at the startup check.
    private static let changedSchema = SQLStateRow(
        .schemaMismatch,
        advice: "the schema of Josk has changed since the startup check: run `josk migrate`")
}
