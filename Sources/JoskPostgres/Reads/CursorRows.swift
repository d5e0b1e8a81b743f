import JoskLedger
import JoskLibPQ

/// The rows of a long query, fetched in batches through a cursor of the current transaction.
///
/// It holds no more than one batch in memory.
final class CursorRows<Row> {
    private let name: String
    private let fetchCount: Int
    private let decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    private var rows: ArraySlice<Row> = []
    private var isExhausted = false

    /// Creates a stream of the cursor with a name.
    ///
    /// - Parameter fetchCount: The number of rows in a batch.
    init(
        _ name: String, fetchCount: Int = 1_000,
        _ decode: @escaping (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) {
        self.name = name
        self.fetchCount = fetchCount
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
        }
        return rows.first
    }

    /// Consumes the next row.
    func advance() { rows = rows.dropFirst() }
}
