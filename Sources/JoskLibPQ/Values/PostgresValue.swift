/// The identifier of a type in PostgreSQL: `pg_type.oid`, fixed for the built-in types.
package struct TypeID: Sendable, Hashable {
    package let rawValue: UInt32
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    package static let bool = TypeID(16)
    package static let bytea = TypeID(17)
    package static let int8 = TypeID(20)
    package static let int4 = TypeID(23)
    package static let text = TypeID(25)
    package static let date = TypeID(1082)
    package static let timestamptz = TypeID(1184)
    package static let uuid = TypeID(2950)
    package static let boolArray = TypeID(1000)
    package static let byteaArray = TypeID(1001)
    package static let int4Array = TypeID(1007)
    package static let textArray = TypeID(1009)
    package static let int8Array = TypeID(1016)
    package static let dateArray = TypeID(1182)
    package static let timestamptzArray = TypeID(1185)
    package static let uuidArray = TypeID(2951)
}

/// A value that is sent to PostgreSQL and received from it in the binary format of one type.
package protocol PostgresValue: Sendable {
    static var typeID: TypeID { get }
    static var arrayTypeID: TypeID { get }
    /// Appends the binary format, without its length.
    func encode(into bytes: inout [UInt8])
    /// Creates a value from the binary format; nil if the bytes are not in that format.
    init?(postgres bytes: RawSpan)
}

extension [UInt8] {
    /// Appends an integer of 64 bits at most, most significant byte first.
    ///
    /// The bytes are appended one by one: appending them together requests generic metadata from the runtime each time,
    /// behind one lock for all threads, which the thread sanitizer makes very slow.
    mutating func append<Integer: FixedWidthInteger>(bigEndian value: Integer) {
        let bits = UInt64(truncatingIfNeeded: value)
        var shift = UInt64(Integer.bitWidth)
        while shift > 0 {
            shift -= 8
            append(UInt8(truncatingIfNeeded: bits &>> shift))
        }
    }
}

extension RawSpan {
    /// Returns the whole span as an integer, most significant byte first; nil if the span has another size.
    func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(_: Integer.Type) -> Integer? {
        guard byteCount == MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: unsafeLoadUnaligned(as: Integer.self))
    }
}

extension Int64: PostgresValue {
    package static var typeID: TypeID { .int8 }
    package static var arrayTypeID: TypeID { .int8Array }
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    package init?(postgres bytes: RawSpan) {
        guard let value = bytes.bigEndian(Int64.self) else { return nil }
        self = value
    }
}

extension Int32: PostgresValue {
    package static var typeID: TypeID { .int4 }
    package static var arrayTypeID: TypeID { .int4Array }
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    package init?(postgres bytes: RawSpan) {
        guard let value = bytes.bigEndian(Int32.self) else { return nil }
        self = value
    }
}

extension Bool: PostgresValue {
    package static var typeID: TypeID { .bool }
    package static var arrayTypeID: TypeID { .boolArray }
    package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    package init?(postgres bytes: RawSpan) {
        guard let value = bytes.bigEndian(UInt8.self), value <= 1 else { return nil }
        self = value == 1
    }
}

extension String: PostgresValue {
    package static var typeID: TypeID { .text }
    package static var arrayTypeID: TypeID { .textArray }
    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
    package init?(postgres bytes: RawSpan) {
        guard let text = bytes.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else { return nil }
        self = text
    }
}

/// A `bytea` value.
package struct Bytes: PostgresValue, Hashable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package static var typeID: TypeID { .bytea }
    package static var arrayTypeID: TypeID { .byteaArray }
    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: self.bytes) }
    package init?(postgres bytes: RawSpan) { self.bytes = bytes.withUnsafeBytes { Array($0) } }
}

/// A `uuid` value as two halves, the most significant one first.
package struct UUIDWords: PostgresValue, Hashable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static var typeID: TypeID { .uuid }
    package static var arrayTypeID: TypeID { .uuidArray }
    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
    }
    package init?(postgres bytes: RawSpan) {
        guard bytes.byteCount == 16, let high = bytes.extracting(0..<8).bigEndian(UInt64.self),
            let low = bytes.extracting(8..<16).bigEndian(UInt64.self)
        else { return nil }
        self.init(high: high, low: low)
    }
}

/// A `timestamptz` value as microseconds since 1970-01-01 in UTC.
///
/// PostgreSQL counts from 2000-01-01. Its numbers for infinity are not decoded: they are not a time.
package struct Instant: PostgresValue, Hashable {
    package let microsecondsSince1970: Int64

    /// The microseconds from 1970-01-01 to 2000-01-01, which are 10,957 days.
    private static let offset: Int64 = 10_957 * 86_400_000_000

    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    package static var typeID: TypeID { .timestamptz }
    package static var arrayTypeID: TypeID { .timestamptzArray }
    package func encode(into bytes: inout [UInt8]) {
        // The least number means minus infinity. A time that would be encoded as this number, or is earlier, is
        // encoded as a time that the server refuses as out of range.
        let (microseconds, overflow) = microsecondsSince1970.subtractingReportingOverflow(Self.offset)
        bytes.append(bigEndian: overflow ? Int64.min + 1 : max(microseconds, Int64.min + 1))
    }
    package init?(postgres bytes: RawSpan) {
        guard let microseconds = bytes.bigEndian(Int64.self), microseconds != .min, microseconds != .max
        else { return nil }
        let (value, overflow) = microseconds.addingReportingOverflow(Self.offset)
        if overflow { return nil }
        microsecondsSince1970 = value
    }
}

/// A `date` value as days since 1970-01-01.
package struct DayNumber: PostgresValue, Hashable {
    package let daysSince1970: Int32

    private static let offset: Int32 = 10_957

    package init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

    package static var typeID: TypeID { .date }
    package static var arrayTypeID: TypeID { .dateArray }
    package func encode(into bytes: inout [UInt8]) {
        let (days, overflow) = daysSince1970.subtractingReportingOverflow(Self.offset)
        // As for times: never minus infinity.
        bytes.append(bigEndian: overflow ? Int32.min + 1 : max(days, Int32.min + 1))
    }
    package init?(postgres bytes: RawSpan) {
        guard let days = bytes.bigEndian(Int32.self), days != .min, days != .max else { return nil }
        let (value, overflow) = days.addingReportingOverflow(Self.offset)
        if overflow { return nil }
        daysSince1970 = value
    }
}
