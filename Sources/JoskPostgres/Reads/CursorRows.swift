import JoskLedger
import JoskLibPQ

/// Rows of a long query, some at a time, through a cursor of the transaction that is under way. It remembers no more
/// than it fetches at a time.
final class CursorRows<Row> {
    private let name: String
    private let fetchCount: Int
    private let decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    private var rows: ArraySlice<Row> = []
    private var isExhausted = false

    /// A stream of the cursor by a name.
    ///
    /// - Parameter fetchCount: How many rows are fetched at a time.
    init(
        _ name: String, fetchCount: Int = 1_000,
        _ decode: @escaping (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) {
        self.name = name
        self.fetchCount = fetchCount
        self.decode = decode
    }

    /// The statement that declares the cursor.
    func declaration(_ query: String) -> String { "DECLARE \(name) NO SCROLL CURSOR FOR \(query)" }

    /// The next row, left where it is; nil at the end.
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

    /// Goes on to the row after it.
    func advance() { rows = rows.dropFirst() }
}
