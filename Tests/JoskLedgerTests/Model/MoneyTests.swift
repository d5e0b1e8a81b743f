import Foundation
import JoskLedger
import Testing

@Suite("Money")
struct MoneyTests {
    private let most: Int64 = 1_000_000_000_000_000

    @Test("An amount is written with the digits of its currency's minor unit")
    func description() throws {
        #expect(Money(minorUnits: 1_250, .gbp).description == "GBP 12.50")
        #expect(Money(minorUnits: -5, .gbp).description == "GBP -0.05")
        #expect(Money(minorUnits: 0, .gbp).description == "GBP 0.00")
        #expect(Money(minorUnits: 300, .jpy).description == "JPY 300")
        #expect(Money(minorUnits: -300, .jpy).description == "JPY -300")
        #expect(Money(minorUnits: 0, .jpy).description == "JPY 0")
        #expect(Money(minorUnits: .min, .kwd).description == "KWD -9223372036854775.808")
        #expect(Money(minorUnits: 1, try #require(Currency(code: "CLF"))).description == "CLF 0.0001")
    }

    @Test("Sums and differences of amounts are exact")
    func addition() {
        #expect(Money.gbp(minorUnits: 1).adding(.gbp(minorUnits: -3)) == .gbp(minorUnits: -2))
        #expect(Money.gbp(minorUnits: 1).subtracting(.gbp(minorUnits: -3)) == .gbp(minorUnits: 4))
        #expect(Money.gbp(minorUnits: 7).adding(.zero(.gbp)) == .gbp(minorUnits: 7))
    }

    @Test("Amounts in two currencies have no sum and no difference")
    func currencies() {
        #expect(Money.gbp(minorUnits: 1).adding(.usd(minorUnits: 1)) == nil)
        #expect(Money.gbp(minorUnits: 1).subtracting(.usd(minorUnits: 1)) == nil)
        #expect(Money.gbp(minorUnits: 0) != .usd(minorUnits: 0))
        #expect(Money.zero(.gbp) != .zero(.usd))
    }

    @Test("The result of a calculation with amounts may be ±10^15, and nothing beyond")
    func bounds() {
        let most = Money.gbp(minorUnits: most)
        let least = Money.gbp(minorUnits: -self.most)
        let one = Money.gbp(minorUnits: 1)
        #expect(most.subtracting(one)?.adding(one) == most)
        #expect(most.adding(one) == nil)
        #expect(least.adding(one)?.subtracting(one) == least)
        #expect(least.subtracting(one) == nil)
        #expect(most.adding(least) == .zero(.gbp))
        #expect(one.multiplied(by: self.most) == most)
        #expect(one.multiplied(by: self.most + 1) == nil)
        #expect(one.multiplied(by: -self.most) == least)
        #expect(one.multiplied(by: -self.most - 1) == nil)
    }

    @Test("A calculation with amounts that does not fit in 64 bits has no result and does not wrap")
    func overflow() {
        let (least, most) = (Money.gbp(minorUnits: .min), Money.gbp(minorUnits: .max))
        #expect(most.adding(most) == nil)
        #expect(least.adding(least) == nil)
        #expect(least.subtracting(most) == nil)
        #expect(least.multiplied(by: -1) == nil)
        #expect(most.multiplied(by: .max) == nil)
        // -2^63 - 2^63 and 2^32 × 2^32 would wrap around to zero.
        #expect(least.adding(.gbp(minorUnits: .min)) == nil)
        #expect(Money.gbp(minorUnits: 4_294_967_296).multiplied(by: 4_294_967_296) == nil)
    }

    @Test("A multiplication of an amount is exact, also by zero and by negative numbers")
    func multiplication() {
        #expect(Money.gbp(minorUnits: 450).multiplied(by: 3) == .gbp(minorUnits: 1_350))
        #expect(Money.gbp(minorUnits: 450).multiplied(by: 0) == .zero(.gbp))
        #expect(Money.gbp(minorUnits: 450).multiplied(by: -2) == .gbp(minorUnits: -900))
        #expect(Money.gbp(minorUnits: .max).multiplied(by: 0) == .zero(.gbp))
    }

    @Test("An amount survives a JSON round trip, and has whole minor units there")
    func codable() throws {
        let money = Money.jpy(minorUnits: -300)
        let json = try JSONEncoder().encode(money)
        #expect(try JSONDecoder().decode(Money.self, from: json) == money)
        let read = try JSONDecoder().decode(
            Money.self, from: Data(#"{"minorUnits": 1250, "currency": "GBP"}"#.utf8))
        #expect(read == .gbp(minorUnits: 1_250))
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Money.self, from: Data(#"{"minorUnits": 12.5, "currency": "GBP"}"#.utf8))
        }
    }
}
