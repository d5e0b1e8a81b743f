internal import Foundation
internal import GRDB
public import JoskLedger

/// A store on a file of SQLite, for a service that runs on one machine: durable, and shared by the processes there.
///
///     let ledger = Ledger(store: try SQLiteStore(path: "/var/lib/shop/ledger.sqlite"))
///
/// Transactions run one at a time, over all tenants and processes: SQLite has one lock for a whole file. Reads go on
/// beside them.
public final class SQLiteStore: SnapshotStore {
    private let database: DatabasePool
    private let clock: @Sendable () -> Timestamp

    /// Opens a file, or makes it.
    ///
    /// - Parameters:
    ///   - path: The file. SQLite puts two more beside it, whose names begin with its name.
    ///   - busyTimeout: How long a transaction waits for another process, in seconds. It then fails with
    ///     ``/JoskLedger/StoreError/Code/busy``. Those that wait behind it in this process begin to wait then.
    ///   - now: The time of each transaction; the system's by default.
    public init(
        path: String, busyTimeout: Double = 5, now: @escaping @Sendable () -> Timestamp = { .now }
    ) throws(StoreError) {
        clock = now
        let deadline = ContinuousClock.now + .seconds(busyTimeout)
        database = try attempt {
            while true {
                do {
                    return try Self.open(path, busyTimeout: busyTimeout)
                } catch let error as DatabaseError where error.isOfTwoAtOnce && .now < deadline {
                    Thread.sleep(forTimeInterval: 0.01)
                }
            }
        }
    }

    private static func open(_ path: String, busyTimeout: Double) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        let database = try DatabasePool(path: path, configuration: configuration)
        // A commit is answered once it is on the disk. The default gives up the newest ones to a power failure.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Schema.migrator.migrate(database)
        return database
    }

    /// The time now.
    public var now: Timestamp { clock() }

    /// Closes the file. What comes afterwards fails.
    public func close() throws(StoreError) { try attempt(database.close) }

    /// See ``/JoskLedger/Store/transact(in:_:)``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        // GRDB's own `write` ends with the task that calls it. What has been taken is to be seen through.
        let result = await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { [clock] database in
                continuation.resume(
                    returning: Result { () throws(StoreError) in
                        try Transaction(database, in: business, clock: clock).run(work)
                    })
            }
        }
        return try result.get()
    }

    /// See ``/JoskLedger/SnapshotStore/read(in:_:)``.
    public func read<Answer: Sendable>(
        in business: Business.ID,
        _ body: @escaping @Sendable (SQLiteReader) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await database.read { try body(SQLiteReader($0, of: business)) }
        } catch {
            throw StoreError(error)
        }
    }
}

extension DatabaseError {
    /// Whether it may come of two processes that open a new file at the same time: one waits for the other's lock, or finds
    /// made what it was about to make.
    fileprivate var isOfTwoAtOnce: Bool {
        [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(resultCode)
    }
}
