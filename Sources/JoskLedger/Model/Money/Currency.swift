/// A currency of ISO 4217: its alphabetic code and the number of digits of its minor unit.
///
/// Only currencies that the standard lists with a minor unit exist here, so that every amount can be counted
/// in whole minor units. Two currencies are equal when their codes are.
public struct Currency: Sendable, Hashable {
    // Four bytes instead of a String keep Money at sixteen: ledgers hold a great many amounts.
    private let first: UInt8
    private let second: UInt8
    private let third: UInt8
    private let digits: UInt8

    /// The currency with an ISO 4217 alphabetic code in capitals ("GBP"), or nil if the standard lists none.
    public init?(code: String) {
        // A dictionary finds what is canonically equal, and the KELVIN SIGN is so to a K: bytes decide first.
        guard code.utf8.count == 3, let exponent = Self.exponentsByCode[code] else { return nil }
        self.init(iso: code, exponent: exponent)
    }

    /// For entries of the ISO table only: the code is three ASCII letters.
    init(iso code: String, exponent: Int) {
        let letters = Array(code.utf8)
        precondition(letters.count == 3, "an ISO 4217 code has three letters, not \(code)")
        first = letters[0]
        second = letters[1]
        third = letters[2]
        digits = UInt8(exponent)
    }

    /// The ISO 4217 alphabetic code, such as "GBP".
    public var code: String { String(decoding: [first, second, third], as: UTF8.self) }

    /// The number of digits after the decimal point: 2 for GBP (a penny), 0 for JPY, 3 for KWD.
    public var exponent: Int { Int(digits) }
}

extension Currency: CustomStringConvertible {
    /// The ISO 4217 alphabetic code.
    public var description: String { code }
}

extension Currency: Codable {
    /// Reads an ISO 4217 alphabetic code; fails for one that is not listed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(code) is not a currency of ISO 4217")
        }
        self = currency
    }

    /// Writes the ISO 4217 alphabetic code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// Two currencies where there may be one: a business has a single currency, and an amount came in another.
public struct CurrencyMismatch: Error, Sendable, Hashable, Codable {
    /// The currency of the business.
    public let expected: Currency
    /// The currency that the caller gave.
    public let given: Currency
    /// The line of the request that it stands on, counted from 1, where it stands on one.
    public let lineNumber: Int?

    init(expected: Currency, given: Currency, lineNumber: Int? = nil) {
        self.expected = expected
        self.given = given
        self.lineNumber = lineNumber
    }
}

extension CurrencyMismatch: CustomStringConvertible {
    /// One line for logs and messages.
    public var description: String {
        "currency\(lineNumber.map { " on line \($0)" } ?? ""): \(given) instead of \(expected)"
    }
}
