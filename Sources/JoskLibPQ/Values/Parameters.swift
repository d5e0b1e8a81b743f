/// The parameters of one statement, in binary, behind one another in one buffer.
package struct Parameters: Sendable {
    private(set) var types: [TypeID] = []
    /// The place of each parameter in the buffer; nil for a null.
    private(set) var ranges: [Range<Int>?] = []
    private(set) var bytes: [UInt8] = []

    package init() {}

    /// What one message may hold: the server takes less than a gigabyte. The rest is for names and counts.
    static let longestMessage = (1 << 30) - (1 << 16)

    /// Whether libpq and the server can take all of it: 65,535 parameters in one message, where each is preceded by its
    /// length and its format.
    func isSendable(within longest: Int = longestMessage) -> Bool {
        ranges.count <= Int(UInt16.max) && bytes.count + 8 * ranges.count <= longest
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
        types.append(Value.arrayTypeID)
        let start = bytes.count
        bytes.appendArrayHeader(of: Value.typeID, count: values.count, hasNulls: false)
        for value in values { bytes.append(element: value) }
        ranges.append(start..<bytes.count)
    }

    /// An array of values, some of them null.
    package mutating func append<Value: PostgresValue>(array values: some Collection<Value?>) {
        types.append(Value.arrayTypeID)
        let start = bytes.count
        bytes.append(array: values)
        ranges.append(start..<bytes.count)
    }
}
