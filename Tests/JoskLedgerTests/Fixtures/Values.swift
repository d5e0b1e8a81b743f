import Foundation
import Testing

@testable import JoskLedger

extension Identifier {
    /// Returns an identifier that is the same in every run.
    static func numbered(_ number: UInt64) -> Identifier { Identifier(high: 0, low: number) }
}

extension Money {
    /// Returns an amount in the currency of most tests.
    static func pence(_ minorUnits: Int64) -> Money { .gbp(minorUnits: minorUnits) }
}

extension Int64 {
    /// The bound of amounts, and of stock: 10^15.
    static let quadrillion: Int64 = 1_000_000_000_000_000
    /// The bound of a quantity: 10^12.
    static let trillion: Int64 = 1_000_000_000_000
}

extension CalendarDate {
    /// Returns the day of a text in ISO 8601 form.
    static func iso(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
}

extension Timestamp {
    /// Returns the time of a text in ISO 8601 form, in whole seconds: "2026-03-31T23:30:00Z".
    static func iso(_ text: String) throws -> Timestamp {
        Timestamp(try Date(text, strategy: .iso8601))
    }
}

extension TimeZone {
    /// Returns the time zone with an IANA identifier.
    static func named(_ identifier: String) throws -> TimeZone {
        try #require(TimeZone(identifier: identifier), "the system has no time zone \(identifier)")
    }
}

extension [UInt8] {
    /// Creates bytes from hexadecimal digits.
    init(hex: String) throws {
        let digits = Array(hex.utf8)
        self = try stride(from: 0, to: digits.count, by: 2)
            .map { start in
                let pair = String(decoding: digits[start..<Swift.min(start + 2, digits.count)], as: UTF8.self)
                return try #require(UInt8(pair, radix: 16), "\(pair) is not a byte")
            }
    }

    /// The bytes in hexadecimal digits.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
