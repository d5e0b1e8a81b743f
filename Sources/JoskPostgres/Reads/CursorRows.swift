import JoskLedger
import JoskLibPQ

/// The rows of a long query, fetched in batches through a cursor of the current transaction.
///
/// It holds no more than one batch in memory. The first batch is small. The next ones have as many rows as keep a batch
/// of the same kind of rows within a weight, whether a row has one line or ten thousand.
final class CursorRows<Row> {
    private let name: String
    private let weight: (Row) -> Int
    private var fetchCount = smallest
    private let decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    private var rows: ArraySlice<Row> = []
    private var isExhausted = false

    /// The numbers of rows of the first batch and of the largest.
    private static var smallest: Int { 16 }
    private static var largest: Int { 1_000 }
    /// The weight of a batch.
    private static var heaviest: Int { 10_000 }

    /// Creates a stream of the cursor with a name.
    ///
    /// - Parameter weight: Returns the weight of a row: the number of its lines, or 1 for a row without lines.
    init(
        _ name: String, weight: @escaping (Row) -> Int = { _ in 1 },
        _ decode: @escaping (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) {
        self.name = name
        self.weight = weight
        self.decode = decode
    }

    /// Returns the statement that declares the cursor.
    func declaration(_ query: String) -> String { "DECLARE \(name) NO SCROLL CURSOR FOR \(query)" }

    /// Returns the next row without consuming it, or nil at the end.
    func peek(_ connection: PQConnection, by deadline: ContinuousClock.Instant) throws(PostgresError) -> Row?
    {
        if rows.isEmpty, !isExhausted {
            var pipeline = Pipeline()
            pipeline.append(Statement("FETCH \(fetchCount) FROM \(name)"))
            let results = try connection.run(pipeline, by: deadline)
            rows = try (results.first?.map(decode) ?? [])[...]
            isExhausted = rows.count < fetchCount
            let average = rows.isEmpty ? 1 : max(1, rows.reduce(0) { $0 + weight($1) } / rows.count)
            fetchCount = min(max(1, Self.heaviest / average), Self.largest)
        }
        return rows.first
    }

    /// Consumes the next row.
    func advance() { rows = rows.dropFirst() }
}
