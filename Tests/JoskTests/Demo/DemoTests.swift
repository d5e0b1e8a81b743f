import Foundation
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("The demonstration")
struct DemoTests {
    @Test("Equal seeds give equal plans, and different seeds give different plans")
    func plan() {
        let plan = DemoPlan(seed: 7, buyers: 50, products: 12, stock: 3)
        #expect(plan == DemoPlan(seed: 7, buyers: 50, products: 12, stock: 3))
        #expect(plan.buyers != DemoPlan(seed: 8, buyers: 50, products: 12, stock: 3).buyers)
        #expect(plan.buyers.map(\.number) == Array(1...50))
        #expect(Set(plan.products.map(\.sku)).count == 12)
    }

    @Test("The random generator returns the published numbers of SplitMix64")
    func generator() {
        var random = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() }
                == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("The rush sells no unit twice and exceeds no credit limit, in any order", arguments: 1...5)
    func rush(seed: UInt64) async throws {
        let recorder = StandardErrorRecorder()
        let standardError = recorder.standardError()
        let plan = DemoPlan(seed: seed, buyers: 120, products: 3, stock: 15)
        let shop = try await DemoShop.open(plan, on: InMemoryStore(), standardError)
        let rush = try await DemoRush.run(in: shop, standardError)
        let closing = try await DemoClosing(shop, standardError)

        let tallies = rush.tallies(at: plan.products.map(\.price))
        #expect(tallies.reduce(0) { $0 + $1.purchases } == 120)
        let bought = try #require(tallies.first { $0.outcome == .bought })
        #expect(closing.stock.allSatisfy { $0 >= 0 })
        #expect(closing.stock.reduce(0, +) == 45 - bought.units)
        #expect(closing.owed == bought.amount)
        #expect(closing.debtors == bought.purchases)
        #expect(closing.audit.isClean)
        #expect(closing.audit.counts.orders == bought.purchases)
        #expect(!tallies.contains { $0.outcome == .other })
        for attempt in rush.attempts {
            guard case .success(let receipt) = attempt.result else { continue }
            #expect(receipt.balance.minorUnits <= attempt.buyer.creditLimit)
        }
        #expect(recorder.text.isEmpty)
    }

    @Test("A double click makes one order")
    func doubleClicks() async throws {
        let standardError = StandardErrorRecorder().standardError()
        let plan = DemoPlan(seed: 1, buyers: 200, products: 2, stock: 10_000)
        let shop = try await DemoShop.open(plan, on: InMemoryStore(), standardError)
        let rush = try await DemoRush.run(in: shop, standardError)
        let closing = try await DemoClosing(shop, standardError)
        let bought = rush.attempts.filter { $0.buyer.clicksTwice && DemoOutcome($0) == .bought }
        #expect(!bought.isEmpty)
        #expect(closing.ordersOfDoubleClickers == Int64(bought.count))
    }

    @Test("The report for programs is one line with the figures of the rush")
    func json() async throws {
        let standardError = StandardErrorRecorder().standardError()
        let plan = DemoPlan(seed: 3, buyers: 50, products: 2, stock: 10)
        let shop = try await DemoShop.open(plan, on: InMemoryStore(), standardError)
        let rush = try await DemoRush.run(in: shop, standardError)
        let closing = try await DemoClosing(shop, standardError)
        let line = try DemoReport(plan: plan, rush: rush, closing: closing).json.jsonLine
        #expect(!line.contains("\n"))
        let report = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(report["buyers"] as? Int == 50)
        #expect(report["owed"] as? Int64 == closing.owed)
        #expect(report["currency"] as? String == "GBP")
        let products = try #require(report["products"] as? [[String: Any]])
        #expect(products.compactMap { $0["left"] as? Int64 } == closing.stock)
        let outcomes = try #require(report["outcomes"] as? [[String: Any]])
        #expect(outcomes.compactMap { $0["buyers"] as? Int }.reduce(0, +) == 50)
        let audit = try #require(report["audit"] as? [String: Any])
        #expect((audit["violations"] as? [Any])?.isEmpty == true)
        #expect(audit["orders"] as? Int == closing.audit.counts.orders)
    }

    @Test("The report of the demonstration fits a screen and shows the most informative refusal")
    func report() async throws {
        let standardError = StandardErrorRecorder().standardError()
        let plan = DemoPlan(seed: 1679, buyers: 200, products: 5, stock: 20)
        let shop = try await DemoShop.open(plan, on: InMemoryStore(), standardError)
        let rush = try await DemoRush.run(in: shop, standardError)
        let report = DemoReport(plan: plan, rush: rush, closing: try await DemoClosing(shop, standardError))
        let lines = "\(DemoReport.opening(plan))\n\(report.text)"
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect((24...40).contains(lines.count))
        #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
        #expect(lines.last?.hasSuffix("examined, 0 violations") == true)
        let refusal = try #require(rush.refusal)
        #expect(!refusal.rejection.shortages.isEmpty)
        #expect(refusal.rejection.credit != nil)
    }
}
