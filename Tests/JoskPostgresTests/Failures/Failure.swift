import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import Testing

/// A failure that an operator may encounter, and its cause.
struct Failure: Sendable {
    /// The title, which is the first cell of the failure's row on the operations page.
    let title: String
    /// The words that the message must contain, so that an operator knows where to look.
    let words: [String]
    let stage: @Sendable () async throws -> Stage

    init(_ title: String, says words: [String] = [], _ stage: @escaping @Sendable () async throws -> Stage) {
        (self.title, self.words, self.stage) = (title, words, stage)
    }
}

/// A database, and a cause of failure that comes and goes.
struct Stage: Sendable {
    let database: TestDatabase
    /// The configuration of the store, which gets short timeouts in the end.
    var configuration: PostgresConfiguration
    /// True if the store has been used before the failure.
    var isWarm = false
    /// True if the cause comes while the command is in flight.
    var isInFlight = false
    /// True if another session has locked the customer's row when the command begins.
    var isHeld = false
    /// The session that has locked the row.
    let holder = Keeping<LockHolder>()
    /// True when the command has ended, so that the cause does not wait for a command that no longer waits.
    let isOver = Locked(false)
    /// The lock timeout of the store; an hour if nil.
    var lockTimeout: Duration?
    /// The time that the server waits for the store in the middle of a transaction; an hour if nil.
    var idleInTransactionTimeout: Duration?
    /// A clock that replaces the server's, and that the store reads in the middle of a transaction.
    var clock: (@Sendable () -> Timestamp)?
    /// Causes the failure.
    var begin: @Sendable (Shop, PostgresStore) async throws -> Void = { _, _ in }
    /// Removes the cause.
    var end: @Sendable () async throws -> Void = {}

    /// Creates a stage on a database, with the application's configuration by default.
    init(_ database: TestDatabase, _ configuration: PostgresConfiguration? = nil) {
        self.database = database
        self.configuration = configuration ?? database.configuration
    }
}

extension Failure: CustomTestStringConvertible {
    var testDescription: String { title }

    /// All failures, in the order of the page.
    static let all = reaching + access + schema + stopping + connections + limits + time + readOnly
}
