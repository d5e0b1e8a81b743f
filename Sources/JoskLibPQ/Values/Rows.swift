import CJoskLibPQ

/// The result of a statement: rows, or the number of rows that it changed.
package final class Rows {
    // Invariant: a result of libpq that only this object frees; its contents are valid until `deinit`.
    private let result: OpaquePointer
    package let count: Int
    package let columnCount: Int

    /// Creates rows from a result, and takes over the result.
    init(owning result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    /// The command's tag, such as "INSERT 0 3" or "COMMIT".
    package var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// The number of rows that the command changed or found; nil if its tag has none.
    package var affectedRows: Int? { Int(String(cString: PQcmdTuples(result))) }

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

    /// Decodes a field, and returns nil if it is null.
    fileprivate func value<Value: PostgresValue>(
        row: Int, column: Int, _: Value.Type
    ) throws(PostgresError) -> Value? {
        let (row, index) = (Int32(row), Int32(column))
        guard column < columnCount else {
            throw .malformed("column \(column) does not exist: the result has \(columnCount) columns")
        }
        // Also of a null, so that a column of another type is found even if it is null in this row.
        let type = TypeID(PQftype(result, index))
        guard type == Value.typeID, PQfformat(result, index) == 1 else {
            throw .mismatched(
                "column \(name(ofColumn: column)) has the type \(type.rawValue) instead of "
                    + "\(Value.typeID.rawValue) (\(Value.self))")
        }
        if PQgetisnull(result, row, index) == 1 { return nil }
        // Invariant: libpq keeps the field and its length as long as the result.
        let field = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, index), count: Int(PQgetlength(result, row, index)))
        guard let value = Value(postgres: field.bytes) else {
            throw .malformed("column \(name(ofColumn: column)) cannot be decoded as \(Value.self)")
        }
        return value
    }

    fileprivate func name(ofColumn column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    /// A decoder of the columns of a row from left to right.
    package struct RowDecoder {
        private let rows: Rows
        private let row: Int
        private var column = 0

        fileprivate init(_ rows: Rows, row: Int) {
            self.rows = rows
            self.row = row
        }

        /// Decodes the next column, which must not be null.
        package mutating func next<Value: PostgresValue>(
            _ type: Value.Type = Value.self
        ) throws(PostgresError) -> Value {
            guard let value = try nextIfAny(type) else {
                throw .malformed("column \(rows.name(ofColumn: column - 1)) is null")
            }
            return value
        }

        /// Decodes the next column, which may be null.
        package mutating func nextIfAny<Value: PostgresValue>(
            _ type: Value.Type = Value.self
        ) throws(PostgresError) -> Value? {
            defer { column += 1 }
            return try rows.value(row: row, column: column, type)
        }

        fileprivate func finish() throws(PostgresError) {
            if column != rows.columnCount {
                throw .malformed("only \(column) of \(rows.columnCount) columns were read")
            }
        }
    }
}
