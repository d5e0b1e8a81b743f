import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import Testing

/// A failure that an operator may meet, as `Docs/operations.md` calls it, and how to bring it about.
struct Failure: Sendable {
    /// The first cell of its row.
    let title: String
    /// What the message must say, so that an operator knows where to look.
    let words: [String]
    let stage: @Sendable () async throws -> Stage

    init(_ title: String, says words: [String] = [], _ stage: @escaping @Sendable () async throws -> Stage) {
        (self.title, self.words, self.stage) = (title, words, stage)
    }
}

/// A database, and a cause of failure that comes and goes.
struct Stage: Sendable {
    let database: TestDatabase
    /// How the store connects to which it happens. It has short deadlines in the end.
    var configuration: PostgresConfiguration
    /// Whether the store has been used before.
    var isWarm = false
    /// Whether the cause comes while the command is under way.
    var isUnderWay = false
    /// Whether somebody else holds the customer's row when the command begins.
    var isHeld = false
    /// Who holds it.
    let holder = Keeping<LockHolder>()
    /// Whether the command has ended, so that nobody waits to see it wait.
    let isOver = Locked(false)
    /// How long the store waits for locks; as long as it takes if nil.
    var lockTimeout: Duration?
    /// How long the server waits for the store in the middle of a transaction; as long as it takes if nil.
    var idleInTransactionTimeout: Duration?
    /// A clock instead of the server's, which is asked in the middle of a transaction.
    var clock: (@Sendable () -> Timestamp)?
    /// Brings the cause about.
    var begin: @Sendable (Shop, PostgresStore) async throws -> Void = { _, _ in }
    /// Takes it away.
    var end: @Sendable () async throws -> Void = {}

    /// On a database, in the application's name.
    init(_ database: TestDatabase, _ configuration: PostgresConfiguration? = nil) {
        self.database = database
        self.configuration = configuration ?? database.configuration
    }
}

extension Failure: CustomTestStringConvertible {
    var testDescription: String { title }

    /// All of them, in the order of the page.
    static let all = reaching + access + schema + stopping + connections + limits + time + readOnly
}
