import Foundation
import Testing

@testable import JoskLedger

@Suite("Currency")
struct CurrencyTests {
    @Test(
        "has the digits of the standard",
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
        "exists only for a code of the standard that has a minor unit",
        arguments: [
            "", "gbp", "Gbp", "GB", "GBPP", " GBP", "ABC", "XAU", "XXX", "XTS", "XDR", "BGN", "HRK", "DEM",
            "\u{FF27}BP", "\u{212A}WD",
        ])
    func unknown(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test("the table holds three capitals and a few digits for each, and as many as the standard lists")
    func table() {
        #expect(Currency.exponentsByCode.count == 165)
        for (code, exponent) in Currency.exponentsByCode {
            #expect(code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }, "\(code)")
            #expect((0...4).contains(exponent), "\(code)")
            #expect(Currency(code: code)?.code == code)
        }
    }

    @Test("the currencies that have a name are those of the table")
    func named() {
        let named: [Currency] = [
            .aud, .brl, .cad, .chf, .cny, .czk, .dkk, .eur, .gbp, .hkd, .huf, .inr, .jpy, .krw, .kwd, .mxn,
            .nok,
            .nzd, .pln, .sek, .sgd, .usd, .zar,
        ]
        for currency in named { #expect(Currency(code: currency.code) == currency) }
        #expect(Set(named).count == named.count)
    }

    @Test("is its code in JSON, and no other text is one")
    func codable() throws {
        #expect(String(decoding: try JSONEncoder().encode([Currency.kwd]), as: UTF8.self) == #"["KWD"]"#)
        #expect(try JSONDecoder().decode([Currency].self, from: Data(#"["KWD"]"#.utf8)) == [.kwd])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Currency].self, from: Data(#"["XXX"]"#.utf8))
        }
    }

    @Test("keeps an amount at sixteen bytes")
    func layout() {
        #expect(MemoryLayout<Money>.size <= 16)
    }
}
