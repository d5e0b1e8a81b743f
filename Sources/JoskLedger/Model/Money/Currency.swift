internal import JoskText

/// A currency of ISO 4217, with its alphabetic code and the number of digits of its minor unit.
///
/// Only currencies that the standard lists with a minor unit are available, so that every amount can be counted in
/// whole minor units. Two currencies are equal if their codes are equal.
public struct Currency: Sendable, Hashable {
    // Four bytes instead of a String keep the size of Money at sixteen bytes. Ledgers have a great many amounts.
    private let first: UInt8
    private let second: UInt8
    private let third: UInt8
    private let digits: UInt8

    /// Creates the currency with an ISO 4217 alphabetic code in capitals, for example "GBP".
    ///
    /// The result is nil if the standard lists no such currency with a minor unit.
    public init?(code: String) {
        // A dictionary compares keys by canonical equivalence, and the KELVIN SIGN is equivalent to a K. The count of
        // bytes excludes it.
        guard code.utf8.count == 3, let exponent = Self.exponentsByCode[code] else { return nil }
        self.init(iso: code, exponent: exponent)
    }

    /// Creates a currency from an entry of the ISO table, whose code is three ASCII letters.
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
    /// Creates a currency by decoding its ISO 4217 alphabetic code.
    ///
    /// Decoding fails if the code is not listed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "\(code.escapingControlCharacters) is not an ISO 4217 currency with a minor unit")
        }
        self = currency
    }

    /// Encodes the ISO 4217 alphabetic code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// The error for an amount that is not in the currency of the business.
///
/// A business has a single currency.
public struct CurrencyMismatch: Error, Sendable, Hashable, Codable {
    /// The currency of the business.
    public let expected: Currency
    /// The currency of the amount that the caller passed.
    public let given: Currency
    /// The request's line with the amount, counted from 1; nil if the amount is not on a line.
    public let lineNumber: Int?

    init(expected: Currency, given: Currency, lineNumber: Int? = nil) {
        self.expected = expected
        self.given = given
        self.lineNumber = lineNumber
    }
}

extension CurrencyMismatch: DescribedError {
    /// One sentence with both currencies and the line.
    public var description: String {
        "The amount\(lineNumber.map { " on line \($0)" } ?? "") is in \(given); the business uses \(expected)."
    }
}
