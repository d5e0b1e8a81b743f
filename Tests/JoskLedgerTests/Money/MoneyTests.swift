import JoskLedger
import Testing

@Suite("Money")
struct MoneyTests {
    @Test("is written with the digits of its currency's minor unit")
    func description() {
        #expect(Money(minorUnits: 1_250, .gbp).description == "GBP 12.50")
        #expect(Money(minorUnits: -5, .gbp).description == "GBP -0.05")
        #expect(Money(minorUnits: 300, .jpy).description == "JPY 300")
        #expect(Money(minorUnits: .min, .kwd).description == "KWD -9223372036854775.808")
    }
}
