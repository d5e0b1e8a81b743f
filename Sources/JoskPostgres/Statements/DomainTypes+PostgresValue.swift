// The conversions between the types of the domain and PostgreSQL's binary formats. Decoding checks the values.

package import JoskLedger
package import JoskLibPQ

extension Identifier: PostgresValue {
    package static var typeID: TypeID { .uuid }
    package static var arrayTypeID: TypeID { .uuidArray }
    package func encode(into bytes: inout [UInt8]) {
        UUIDWords(high: words.high, low: words.low).encode(into: &bytes)
    }
    package init?(postgres bytes: RawSpan) {
        guard let words = UUIDWords(postgres: bytes) else { return nil }
        self.init(high: words.high, low: words.low)
    }
}

extension BoundedText: PostgresValue {
    package static var typeID: TypeID { .text }
    package static var arrayTypeID: TypeID { .textArray }
    package func encode(into bytes: inout [UInt8]) { string.encode(into: &bytes) }
    package init?(postgres bytes: RawSpan) {
        guard let string = String(postgres: bytes) else { return nil }
        do throws(TextViolation) {
            try self.init(string)
        } catch {
            return nil
        }
    }
}

extension Timestamp: PostgresValue {
    package static var typeID: TypeID { .timestamptz }
    package static var arrayTypeID: TypeID { .timestamptzArray }
    package func encode(into bytes: inout [UInt8]) {
        Instant(microsecondsSince1970: microseconds).encode(into: &bytes)
    }
    package init?(postgres bytes: RawSpan) {
        guard let instant = Instant(postgres: bytes) else { return nil }
        self.init(microseconds: instant.microsecondsSince1970)
    }
}

extension Timestamp {
    /// The earliest time of PostgreSQL, 4714-11-24 BC.
    ///
    /// The latest is later than any time that 64 bits hold here.
    private static let earliest = Timestamp(microseconds: -210_866_803_200_000_000)

    /// The time, or the earliest time of PostgreSQL if the time is before it.
    ///
    /// It serves times that are only compared with recorded times, which are all later.
    var withinServersRange: Timestamp { max(self, Self.earliest) }
}

extension CalendarDate: PostgresValue {
    package static var typeID: TypeID { .date }
    package static var arrayTypeID: TypeID { .dateArray }
    package func encode(into bytes: inout [UInt8]) {
        // Years 1 to 9999 are far within 32 bits of days.
        DayNumber(daysSince1970: Int32(clamping: daysSince1970)).encode(into: &bytes)
    }
    package init?(postgres bytes: RawSpan) {
        guard let day = DayNumber(postgres: bytes) else { return nil }
        self.init(daysSince1970: Int64(day.daysSince1970))
    }
}

extension ContentHash: PostgresValue {
    package static var typeID: TypeID { .bytea }
    package static var arrayTypeID: TypeID { .byteaArray }
    package func encode(into bytes: inout [UInt8]) { bytes += self.bytes }
    package init?(postgres bytes: RawSpan) {
        guard let value = Bytes(postgres: bytes) else { return nil }
        self.init(bytes: value.bytes)
    }
}

extension Currency: PostgresValue {
    package static var typeID: TypeID { .text }
    package static var arrayTypeID: TypeID { .textArray }
    package func encode(into bytes: inout [UInt8]) { code.encode(into: &bytes) }
    package init?(postgres bytes: RawSpan) {
        guard let code = String(postgres: bytes) else { return nil }
        self.init(code: code)
    }
}
