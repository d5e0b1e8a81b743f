import JoskTesting
import Testing

@testable import JoskLedger

@Suite("The canonical encoding")
struct CanonicalEncodingTests {
    @Test("The canonical encoding gives the documented bytes")
    func documented() throws {
        #expect(Int64(1).canonicalBytes.hex == "0000000000000001")
        #expect(Int64(-2).canonicalBytes.hex == "fffffffffffffffe")
        #expect(Int64.min.canonicalBytes.hex == "8000000000000000")
        #expect(true.canonicalBytes.hex == "01")
        #expect(false.canonicalBytes.hex == "00")
        #expect("".canonicalBytes.hex == "0000000000000000")
        #expect("a\u{E9}".canonicalBytes.hex == "0000000000000003" + "61c3a9")
        #expect(Int64?.none.canonicalBytes.hex == "00")
        #expect(Int64?.some(1).canonicalBytes.hex == "010000000000000001")
        #expect([Int64]().canonicalBytes.hex == "0000000000000000")
        #expect([true, false].canonicalBytes.hex == "0000000000000002" + "0100")
        #expect(Money.pence(-1).canonicalBytes.hex == "ffffffffffffffff" + "0000000000000003474250")
        #expect(Customer.ID.numbered(1).canonicalBytes.hex == "0000000000000000" + "0000000000000001")
        #expect(PaymentTerms.days(30).canonicalBytes.hex == "000000000000001e")
        #expect(ContentHash.zero.canonicalBytes == [UInt8](repeating: 0, count: 32))
        #expect(
            try Metadata(["b": "1", "a": ""]).canonicalBytes.hex
                == "0000000000000002" + "000000000000000161" + "0000000000000000" + "000000000000000162"
                + "000000000000000131")
    }

    @Test("Different sequences of values have different canonical bytes")
    func injective() {
        #expect(["ab", "c"].canonicalBytes != ["a", "bc"].canonicalBytes)
        #expect(["ab"].canonicalBytes != ["a", "b"].canonicalBytes)
        #expect([String?.none, ""].canonicalBytes != [String?.some(""), nil].canonicalBytes)
        #expect(
            [[1], [2, 3]].map { $0.map(Int64.init) }.canonicalBytes
                != [[1, 2], [3]].map { $0.map(Int64.init) }.canonicalBytes)
        #expect("caf\u{E9}".canonicalBytes != "cafe\u{301}".canonicalBytes)
    }

    @Test("Random values survive a round trip as canonical bytes", arguments: [UInt64(1), 2, 3])
    func roundTrip(seed: UInt64) throws {
        func expect<Value: CanonicalCodable & Equatable>(_ value: Value) throws {
            #expect(try Value(canonicalBytes: value.canonicalBytes) == value, "seed \(seed)")
        }
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let number = Int64(bitPattern: generator.next())
            let scalars = (0..<Int.random(in: 0...9, using: &generator))
                .compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x10_FFFF, using: &generator)) }
            let text = String(String.UnicodeScalarView(scalars))
            try expect(number)
            try expect(Bool.random(using: &generator) ? number : nil)
            try expect([text, "", text])
            try expect(
                Money(minorUnits: number, [.gbp, .jpy, .kwd].randomElement(using: &generator) ?? .gbp))
            try expect(Customer.ID(high: generator.next(), low: generator.next()))
            try expect(Timestamp(microseconds: number))
            try expect(CalendarDate(clampingDaysSince1970: number % 3_000_000))
            try expect(PaymentTerms(days: Int(number)))
            try expect(Refund.ID(orderID: .numbered(generator.next()), number: number))
            try expect(RefundRequestLine(lineNumber: Int(number), quantity: number, restock: number > 0))
            try expect(
                PurchaseLine(.numbered(1), quantity: number, unitPrice: number > 0 ? .pence(number) : nil))
            try expect(ContentHash(hashing: generator.bytes(8)))
            if let value = try? MetadataValue(text) {
                try expect(try Metadata(["k": value, try MetadataKey("\(number)"): "v"]))
            }
        }
    }

    @Test("Canonical bytes with invalid UTF-8 or an invalid number are refused")
    func malformed() throws {
        func expect<Value: CanonicalCodable>(
            _ error: CanonicalDecodingError, for hex: String, as _: Value.Type
        ) throws {
            let bytes = try [UInt8](hex: hex)
            #expect(throws: error) { try Value(canonicalBytes: bytes) }
        }
        try expect(.malformed("truth value"), for: "02", as: Bool.self)
        try expect(.malformed("truth value"), for: "ff", as: Int64?.self)
        try expect(.malformed("text"), for: "0000000000000001ff", as: String.self)
        try expect(.malformed("text"), for: "0000000000000002c3c3", as: String.self)
        // An overlong slash, and half of a surrogate pair.
        try expect(.malformed("text"), for: "0000000000000002c0af", as: String.self)
        try expect(.malformed("text"), for: "0000000000000003eda080", as: String.self)
        try expect(.malformed("currency"), for: "0000000000000003585858", as: Currency.self)
        try expect(.malformed("date"), for: "7fffffffffffffff", as: CalendarDate.self)
        try expect(
            .malformed("The metadata key has 0 bytes of UTF-8; from 1 to 255 are allowed."),
            for: "0000000000000001" + "0000000000000000", as: Metadata.self)
        try expect(
            .malformed("The SKU has 0 bytes of UTF-8; from 1 to 255 are allowed."), for: "0000000000000000",
            as: SKU.self)
        try expect(.leftOver(1), for: "0000000000000000" + "00", as: Int64.self)
        try expect(.truncated(at: 0), for: "00000000000000", as: Int64.self)
    }

    @Test("A forged count in canonical bytes is refused")
    func forgedCounts() throws {
        for count in ["7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "0000000000000002"] {
            let bytes = try [UInt8](hex: count + "61")
            #expect(throws: CanonicalDecodingError.self, "\(count)") { try String(canonicalBytes: bytes) }
            #expect(throws: CanonicalDecodingError.self, "\(count)") { try [Int64](canonicalBytes: bytes) }
            #expect(throws: CanonicalDecodingError.self, "\(count)") { try [String](canonicalBytes: bytes) }
        }
    }

    @Test("A decoding error describes the problem of the bytes")
    func descriptions() {
        #expect(
            "\(CanonicalDecodingError.truncated(at: 7))" == "ends at byte 7, in the middle of a value")
        #expect("\(CanonicalDecodingError.leftOver(2))" == "2 unexpected bytes after the value")
        #expect("\(CanonicalDecodingError.malformed("date"))" == "malformed value: date")
        #expect(
            "\(CanonicalDecodingError.unknownVersion(9, of: "X"))"
                == "version 9 of X is not supported by this version of Josk")
    }
}
