internal import Foundation
internal import GRDB
public import JoskLedger

/// A durable store on a file of SQLite, shared by the processes of one machine.
///
///     let ledger = Ledger(store: try SQLiteStore(path: "/var/lib/shop/ledger.sqlite"))
///
/// Transactions run one at a time, over all tenants and processes, because SQLite has one lock for a whole file. Reads
/// run concurrently with them.
public final class SQLiteStore: SnapshotStore {
    private let database: DatabasePool
    private let clock: @Sendable () -> Timestamp

    /// Creates a store on a file, and creates the file if it does not exist.
    ///
    /// - Parameters:
    ///   - path: The path of the file. SQLite adds two files whose names begin with the name of this file.
    ///   - busyTimeout: The time in seconds that a transaction waits for another process. It then fails with
    ///     ``/JoskLedger/StoreError/Code/busy``. The time of the transactions behind it in this process begins then.
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
                } catch let error as DatabaseError
                    where error.mayBeFromConcurrentOpening && .now < deadline
                {
                    Thread.sleep(forTimeInterval: 0.01)
                }
            }
        }
    }

    private static func open(_ path: String, busyTimeout: Double) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        let database = try DatabasePool(path: path, configuration: configuration)
        // A commit returns once it is on the disk. With the default, a power failure loses the newest commits.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Schema.migrator.migrate(database)
        return database
    }

    /// The current time of the store's clock.
    public var now: Timestamp { clock() }

    /// Closes the file, after which all calls fail.
    public func close() throws(StoreError) { try attempt(database.close) }

    /// Implements ``/JoskLedger/Store/transact(in:_:)``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        // GRDB's own `write` stops if the calling task is cancelled. A transaction that has begun must be finished.
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

    /// Implements ``/JoskLedger/SnapshotStore/read(in:_:)``.
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
    /// True if the cause may be another process that opens the same new file at the same time.
    ///
    /// One process then waits for the lock of the other, or finds that the objects that it was about to create exist.
    fileprivate var mayBeFromConcurrentOpening: Bool {
        [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(resultCode)
    }
}
