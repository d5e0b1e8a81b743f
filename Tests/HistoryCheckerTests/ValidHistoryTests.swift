import HistoryChecker
import Testing

@Suite("Valid histories")
struct ValidHistoryTests {
    @Test("A correct history of several processes has no violations")
    func noViolations() throws {
        let history = validHistory()
        let report = try history.check()
        #expect(report.violations.isEmpty, "\(report.text())")
        #expect(report.processes == 4)
        #expect(report.reads == 7)
        #expect(report.count("committed") == 1)
        #expect(report.count("unknown (carried out)") == 1)
        #expect(report.count("keyReused") == 1)
        #expect(report.count("orders") == 6)
        #expect(report.count("rejected") == 14)
    }

    @Test("The order of the lines has no meaning")
    func reversedLines() throws {
        var history = validHistory()
        history.lines.reverse()
        try history.expectNoViolation()
    }

    @Test("An empty history has no violations")
    func empty() throws {
        try TestHistory(lines: []).expectNoViolation()
    }

    @Test("Equal identifiers of two businesses are independent")
    func twoBusinesses() throws {
        var shops = [Shop(), Shop(ledger: SerialLedger(business: "b2"))]
        for (index, process) in ["w1", "w2"].enumerated() {
            let limit = Int64(index) * 100
            shops[index].call(.addCustomer("c1", limit: 100 + limit), key: "k1", process: process)
            shops[index].call(.addProduct("p1", sku: "s1", price: 60, stock: 5), key: "k2", process: process)
            shops[index].call(.purchase("c1", [.init(2, "p1")], order: "o1"), key: "k3", process: process)
            shops[index].read(.customer("c1"), process: process)
        }
        try TestHistory(lines: shops.flatMap(\.history.lines)).expectNoViolation()
    }

    @Test("Rows that were stored before the first call are links of their chains")
    func olderRows() throws {
        var shop = Shop()
        _ = shop.ledger.execute(.addCustomer("c1", limit: 900), key: "old1")
        _ = shop.ledger.execute(.addProduct("p1", sku: "s1", price: 10, stock: 5), key: "old2")
        _ = shop.ledger.execute(.addProduct("p2", sku: "s2", price: 20, stock: 0), key: "old3")
        _ = shop.ledger.execute(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "old4")
        _ = shop.ledger.execute(.price("p1", 11), key: "old5")
        shop.read(.product("p2"))
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o2"), key: "k1")
        shop.call(.price("p1", 12), key: "k2")
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o3"), key: "k3")
        shop.call(.cancel("o1"), key: "k4")
        shop.read(.customer("c1"))
        try shop.history.expectNoViolation()
    }
}
