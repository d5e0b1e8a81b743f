/// The parameters of one statement in binary format, one after another in one buffer.
package struct Parameters: Sendable {
    private(set) var types: [TypeID] = []
    /// The range of each parameter in the buffer; nil for a null.
    private(set) var ranges: [Range<Int>?] = []
    private(set) var bytes: [UInt8] = []

    package init() {}

    /// The maximum number of bytes of parameters or text in one message.
    ///
    /// The server accepts less than a gigabyte; the rest is for names and counts.
    static let longestMessage = (1 << 30) - (1 << 16)

    /// Returns true if libpq and the server can accept all parameters.
    ///
    /// The limit is 65,535 parameters in one message, in which each is preceded by its length and its format.
    func isSendable(within longest: Int = longestMessage) -> Bool {
        ranges.count <= Int(UInt16.max) && bytes.count + 8 * ranges.count <= longest
    }

    /// Appends a value, or a null of its type.
    package mutating func append<Value: PostgresValue>(_ value: Value?) {
        types.append(Value.typeID)
        guard let value else { return ranges.append(nil) }
        let start = bytes.count
        value.encode(into: &bytes)
        ranges.append(start..<bytes.count)
    }

    /// Appends an array of values.
    package mutating func append<Value: PostgresValue>(array values: some Collection<Value>) {
        types.append(Value.arrayTypeID)
        let start = bytes.count
        bytes.appendArrayHeader(of: Value.typeID, count: values.count, hasNulls: false)
        for value in values { bytes.append(element: value) }
        ranges.append(start..<bytes.count)
    }

    /// Appends an array of values, some of them null.
    package mutating func append<Value: PostgresValue>(array values: some Collection<Value?>) {
        types.append(Value.arrayTypeID)
        let start = bytes.count
        bytes.append(array: values)
        ranges.append(start..<bytes.count)
    }
}
