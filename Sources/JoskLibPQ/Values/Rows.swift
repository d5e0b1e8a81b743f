import CJoskLibPQ

/// What a statement answered: rows, or how many rows it changed.
package final class Rows {
    // Invariant: a result of libpq that nobody else frees; what it holds is valid until `deinit`.
    private let result: OpaquePointer
    package let count: Int
    package let columnCount: Int

    /// Takes over a result.
    init(owning result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    /// What the command says of itself: "INSERT 0 3", "COMMIT".
    package var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// How many rows the command changed or found.
    package var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// Decodes every row.
    package func map<Element>(
        _ decode: (inout RowDecoder) throws(PostgresError) -> Element
    ) throws(PostgresError) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for row in 0..<count {
            var decoder = RowDecoder(self, row: row)
            elements.append(try decode(&decoder))
            try decoder.finish()
        }
        return elements
    }

    /// Decodes a field; nil if it is null.
    fileprivate func value<Value: PostgresValue>(
        row: Int, column: Int, _: Value.Type
    ) throws(PostgresError) -> Value? {
        let (row, index) = (Int32(row), Int32(column))
        guard column < columnCount else { throw .malformed("there is no column \(column)") }
        if PQgetisnull(result, row, index) == 1 { return nil }
        let type = TypeID(PQftype(result, index))
        // Invariant: libpq keeps the field as long as the result, and its length with it.
        let field = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, index), count: Int(PQgetlength(result, row, index)))
        guard type == Value.typeID, PQfformat(result, index) == 1, let value = Value(postgres: field.bytes)
        else {
            let name = PQfname(result, index).map { String(cString: $0) } ?? "\(column)"
            throw .malformed("column \(name) of type \(type.rawValue) is no \(Value.self)")
        }
        return value
    }

    fileprivate func name(ofColumn column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    /// Reads the columns of a row from left to right.
    package struct RowDecoder {
        private let rows: Rows
        private let row: Int
        private var column = 0

        fileprivate init(_ rows: Rows, row: Int) {
            self.rows = rows
            self.row = row
        }

        /// The next column, which is never null.
        package mutating func next<Value: PostgresValue>(
            _ type: Value.Type = Value.self
        ) throws(PostgresError) -> Value {
            guard let value = try nextIfAny(type) else {
                throw .malformed("column \(rows.name(ofColumn: column - 1)) is null")
            }
            return value
        }

        /// The next column, which may be null.
        package mutating func nextIfAny<Value: PostgresValue>(
            _ type: Value.Type = Value.self
        ) throws(PostgresError) -> Value? {
            defer { column += 1 }
            return try rows.value(row: row, column: column, type)
        }

        fileprivate func finish() throws(PostgresError) {
            if column != rows.columnCount {
                throw .malformed("\(rows.columnCount) columns, and \(column) were read")
            }
        }
    }
}
