import JoskLedger
import JoskLibPQ

/// The rows of a long query, fetched in batches through a cursor of the current transaction.
///
/// It holds one batch in memory. The first has 16 rows. Each further one has as many as fit into 10,000 lines at the
/// average of the previous batch, and at most a maximum, which bounds a batch of large rows that follow small ones.
final class CursorRows<Row> {
    private let name: String
    private let maximumFetchCount: Int
    private let lineCount: (Row) -> Int
    private var fetchCount = firstFetchCount
    private let decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    private var rows: ArraySlice<Row> = []
    private var isExhausted = false

    private static var firstFetchCount: Int { 16 }
    private static var maximumLineCount: Int { 10_000 }

    /// Creates a stream of the cursor with a name.
    ///
    /// - Parameters:
    ///   - maximumFetchCount: The maximum number of rows in a batch.
    ///   - lineCount: Returns the number of lines of a row; 1 for a row without lines.
    init(
        _ name: String, maximumFetchCount: Int = 1_000, lineCount: @escaping (Row) -> Int = { _ in 1 },
        _ decode: @escaping (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) {
        self.name = name
        self.maximumFetchCount = maximumFetchCount
        self.lineCount = lineCount
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
            let average = rows.isEmpty ? 1 : max(1, rows.reduce(0) { $0 + lineCount($1) } / rows.count)
            fetchCount = min(max(1, Self.maximumLineCount / average), maximumFetchCount)
        }
        return rows.first
    }

    /// Consumes the next row.
    func advance() { rows = rows.dropFirst() }
}
