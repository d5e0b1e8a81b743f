import Foundation
import Testing

@testable import JoskLedger

@Suite("Currency")
struct CurrencyTests {
    @Test(
        "A currency has the number of digits of ISO 4217",
        arguments: [
            ("GBP", 2), ("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("CLP", 0), ("VND", 0),
            ("KWD", 3), ("BHD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4), ("HUF", 2), ("XCG", 2), ("ZWG", 2),
        ])
    func exponents(code: String, exponent: Int) throws {
        let currency = try #require(Currency(code: code))
        #expect(currency.code == code)
        #expect(currency.exponent == exponent)
        #expect(currency.description == code)
    }

    @Test(
        "A currency exists only for a code of ISO 4217 with a minor unit",
        arguments: [
            "", "gbp", "Gbp", "GB", "GBPP", " GBP", "ABC", "XAU", "XXX", "XTS", "XDR", "BGN", "HRK", "DEM",
            "\u{FF27}BP", "\u{212A}WD",
        ])
    func unknown(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test("The currency table has 165 codes of three capital letters, with 0 to 4 digits each")
    func table() {
        #expect(Currency.exponentsByCode.count == 165)
        for (code, exponent) in Currency.exponentsByCode {
            #expect(code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }, "\(code)")
            #expect((0...4).contains(exponent), "\(code)")
            #expect(Currency(code: code)?.code == code)
        }
    }

    @Test("Each named currency equals the currency of the table with its code")
    func named() {
        let named: [Currency] = [
            .aud, .brl, .cad, .chf, .cny, .czk, .dkk, .eur, .gbp, .hkd, .huf, .inr, .jpy, .krw, .kwd, .mxn,
            .nok,
            .nzd, .pln, .sek, .sgd, .usd, .zar,
        ]
        for currency in named { #expect(Currency(code: currency.code) == currency) }
        #expect(Set(named).count == named.count)
    }

    @Test("A currency in JSON is its code, and an unknown code is refused")
    func codable() throws {
        #expect(String(decoding: try JSONEncoder().encode([Currency.kwd]), as: UTF8.self) == #"["KWD"]"#)
        #expect(try JSONDecoder().decode([Currency].self, from: Data(#"["KWD"]"#.utf8)) == [.kwd])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Currency].self, from: Data(#"["XXX"]"#.utf8))
        }
    }

    @Test("An amount with its currency takes at most sixteen bytes")
    func layout() {
        #expect(MemoryLayout<Money>.size <= 16)
    }
}
