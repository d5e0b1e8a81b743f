/// The parameters of one statement, in binary, behind one another in one buffer.
package struct Parameters: Sendable {
    private(set) var types: [TypeID] = []
    /// The place of each parameter in the buffer; nil for a null.
    private(set) var ranges: [Range<Int>?] = []
    private(set) var bytes: [UInt8] = []

    package init() {}

    /// Whether libpq and the server can take all of it: 65,535 parameters of a gigabyte each.
    var isSendable: Bool {
        ranges.count <= Int(UInt16.max) && ranges.allSatisfy { ($0?.count ?? 0) < 1 << 30 }
    }

    /// A value, or a null of its type.
    package mutating func append<Value: PostgresValue>(_ value: Value?) {
        types.append(Value.typeID)
        guard let value else { return ranges.append(nil) }
        let start = bytes.count
        value.encode(into: &bytes)
        ranges.append(start..<bytes.count)
    }

    /// An array of values.
    package mutating func append<Value: PostgresValue>(array values: some Collection<Value>) {
        appendArray(values.lazy.map { Optional($0) })
    }

    /// An array of values, some of them null.
    package mutating func append<Value: PostgresValue>(array values: some Collection<Value?>) {
        appendArray(values)
    }

    /// The binary format of an array: the count of dimensions, whether there are nulls, the type of the
    /// elements, the size and the lower bound of each dimension, then each element with its length, −1 for a
    /// null.
    private mutating func appendArray<Value: PostgresValue>(_ values: some Collection<Value?>) {
        types.append(Value.arrayTypeID)
        let start = bytes.count
        bytes.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(values.contains { $0 == nil } ? 1 : 0))
        bytes.append(bigEndian: Value.typeID.rawValue)
        if !values.isEmpty {
            bytes.append(bigEndian: Int32(values.count))
            bytes.append(bigEndian: Int32(1))
        }
        for value in values { appendElement(value) }
        ranges.append(start..<bytes.count)
    }

    private mutating func appendElement<Value: PostgresValue>(_ value: Value?) {
        guard let value else { return bytes.append(bigEndian: Int32(-1)) }
        let place = bytes.count
        bytes.append(bigEndian: Int32(0))
        value.encode(into: &bytes)
        // A longer one is refused with the whole parameter before it is sent.
        let length = Int32(clamping: bytes.count - place - 4).bigEndian
        withUnsafeBytes(of: length) { length in
            for (index, byte) in length.enumerated() { bytes[place + index] = byte }
        }
    }
}

/// A statement: its text, and whether a connection prepares it once and then runs it by name.
package struct Statement: Sendable, Hashable {
    /// The name under which it is prepared; nil for one that is parsed each time.
    package let name: String?
    package let sql: String

    /// A statement. Never build its text from input: input goes into parameters.
    package init(_ sql: String, preparedAs name: String? = nil) {
        self.sql = sql
        self.name = name
    }
}

/// Statements that go to the server together, in one flush, and are answered together.
package struct Pipeline: Sendable {
    package struct Query: Sendable {
        package let statement: Statement
        package let parameters: Parameters
    }

    package private(set) var queries: [Query] = []

    package init() {}

    package mutating func append(_ statement: Statement, _ parameters: Parameters = Parameters()) {
        queries.append(Query(statement: statement, parameters: parameters))
    }
}
