@testable import JoskLedger

/// The identifiers and the time that the golden tests share.
///
/// The expected bytes and hashes of these tests were computed independently of this package, by a Python script
/// that follows the documentation of the canonical encoding, with `hashlib.sha256` and:
///
///     i64 = lambda n: struct.pack(">q", n)                       # also times (µs since 1970) and days
///     text = lambda t: i64(len(t.encode())) + t.encode()         # kinds, keys, references, names, zones
///     uuid = lambda high, low: struct.pack(">QQ", high, low)
///     money = lambda n: i64(n) + text("GBP")
///     optional = lambda v: b"\0" if v is None else b"\1" + v
///     array = lambda elements: i64(len(elements)) + b"".join(elements)
///
/// Released encodings stay readable and unchanged. If one of these tests fails, the encoding has
/// changed: give the new encoding a new version, and leave the expected values of version 1 as they are.
enum Golden {
    private static func id<Subject>(_ last: UInt64) -> Identifier<Subject> {
        Identifier(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000 | last)
    }

    static let business: Business.ID = id(0x0B)
    static let customer: Customer.ID = id(0x0C)
    static let product: Product.ID = id(0x0D)
    static let order: Order.ID = id(0x0E)
    static let command: JournalEntry.ID = id(0x0F)
    /// 2026-01-01 00:00:00.123456 UTC.
    static let time = Timestamp(microseconds: 1_767_225_600_123_456)
    /// 2026-01-01, which is day 20,454.
    static let day = CalendarDate(clampingDaysSince1970: 20_454)

    /// An entry in the ledger of the customer, as a receipt names it.
    ///
    /// Its hash is the bytes from 0 to 31.
    static func entry(_ sequence: Int64) -> PostedEntry {
        PostedEntry(
            customerID: customer, sequence: sequence, hash: ContentHash(bytes: Array(0..<32)) ?? .zero)
    }
}
