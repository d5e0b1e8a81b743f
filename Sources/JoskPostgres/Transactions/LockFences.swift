import JoskLedger
import JoskLibPQ

/// An advisory lock that represents a fenced key of a business, or for all of them.
///
/// A transaction with a few fenced keys locks the business's fence in shared mode, and then the fence of each key. A
/// transaction with many, such as a bulk addition, locks only the business's fence, but exclusively: the server has
/// room for a limited number of locks.
struct Fence: Sendable, Hashable {
    /// The number of the lock, in the key space that all advisory locks of a database share.
    ///
    /// It is derived with SHA-256, so that it is unlikely to be the number of an application's own lock. Each version
    /// of the library must derive the same number.
    let number: Int64
    let isShared: Bool

    /// The largest number of keys whose fences a transaction locks one by one.
    static let maximumKeys = 16

    /// Creates the fence of a key.
    init(of key: IdempotencyKey, in business: Business.ID) {
        self.init(business, isShared: false) { $0.append(key) }
    }

    /// Creates the fence of a business.
    init(of business: Business.ID, isShared: Bool) {
        self.init(business, isShared: isShared) { _ in }
    }

    private init(_ business: Business.ID, isShared: Bool, _ encode: (inout CanonicalEncoder) -> Void) {
        var encoder = CanonicalEncoder()
        encoder.append("josk.fence")
        encoder.append(business)
        encode(&encoder)
        number = ContentHash(hashing: encoder.bytes).bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        self.isShared = isShared
    }

    /// Returns the fences of some keys, in the order in which every transaction locks them.
    static func all(of keys: Set<IdempotencyKey>, in business: Business.ID) -> [Fence] {
        if keys.count > maximumKeys { return [Fence(of: business, isShared: false)] }
        return [Fence(of: business, isShared: true)]
            + keys.map { Fence(of: $0, in: business) }.sorted { $0.number < $1.number }
    }
}

/// A statement that locks the fences of some keys until the end of the transaction.
///
/// The locks are advisory, because the rows of these commands do not exist yet, and a lock on the business's row would
/// make all of its additions wait for each other. The fences are selected beside the business's row, so that a
/// distributed database takes the locks on the node of the business. They are locked in their order, before any row. If
/// the business does not exist, nothing is locked.
struct LockFences: FixedStatement {
    /// The type of a row, which is never decoded, because the result is not read.
    typealias Row = Never
    let business: Business.ID
    let keys: Set<IdempotencyKey>

    static let sql = """
        SELECT id, CASE WHEN is_shared THEN pg_catalog.pg_advisory_xact_lock_shared(number)::text
            ELSE pg_catalog.pg_advisory_xact_lock(number)::text END
        FROM (
            SELECT b.id, f.number, f.is_shared
            FROM josk.businesses AS b, unnest($2, $3) WITH ORDINALITY AS f (number, is_shared, place)
            WHERE b.id = $1 ORDER BY f.place OFFSET 0
        ) AS fences
        """

    func bind(_ parameters: inout Parameters) {
        let fences = Fence.all(of: keys, in: business)
        parameters.append(business)
        parameters.append(array: fences.map(\.number))
        parameters.append(array: fences.map(\.isShared))
    }
}

/// A query for the fences that a transaction would have to wait for, each with the transaction that holds it.
///
/// A transaction that waits for a fence exclusively makes later ones wait too, and is reported as well.
struct FindFences: PostgresStatement {
    let business: Business.ID
    let keys: Set<IdempotencyKey>

    /// The statement's name, under which it is never prepared, because it is rare.
    var name: String { "josk_FindFences" }
    /// The query; `pg_locks` shows the upper and the lower half of a lock's number.
    var sql: String {
        """
        SELECT f.number, l.virtualtransaction::text
        FROM unnest($1, $2) AS f (number, is_shared)
        JOIN pg_catalog.pg_locks AS l ON l.locktype = 'advisory' AND l.objsubid = 1
            AND (l.granted OR l.mode = 'ExclusiveLock')
            AND l.classid = ((f.number >> 32) & 4294967295)::oid AND l.objid = (f.number & 4294967295)::oid
        JOIN pg_catalog.pg_database AS d ON d.oid = l.database AND d.datname = current_database()
        WHERE l.pid <> pg_backend_pid() AND (l.mode = 'ExclusiveLock' OR NOT f.is_shared)
        """
    }

    func bind(_ parameters: inout Parameters) {
        let fences = Fence.all(of: keys, in: business)
        parameters.append(array: fences.map(\.number))
        parameters.append(array: fences.map(\.isShared))
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> (number: Int64, holder: String)
    {
        (try row.next(), try row.next())
    }
}
