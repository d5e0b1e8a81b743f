import Testing

@testable import JoskLedger

@Suite("The audit")
struct AuditTests {
    @Test("An audit of a healthy history finds nothing and counts every row")
    func healthy() throws {
        let history = try History()
        let report = history.facts.audit()
        #expect(report.violations == [])
        #expect(report.isClean)
        #expect(report.businessID == history.facts.businessID)
        #expect(report.counts.customers == 4)
        #expect(report.counts.entries == 26)
        #expect(report.counts.orders == 8)
        #expect(report.counts.refunds == 6)
        #expect(report.counts.products == 5)
        #expect(report.counts.movements == 25)
        #expect(report.counts.commands == history.facts.journal.count)
        #expect(report.counts.commands == 49)
    }

    @Test("An audit of a new business finds nothing")
    func empty() throws {
        #expect(Facts(of: try StorelessShop.open()).audit().violations == [])
    }

    @Test("An audit of a history at the bounds finds nothing and does not overflow")
    func bounds() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: .quadrillion)
        let bob = try shop.addCustomer(limit: .quadrillion)
        let tea = try shop.addProduct(price: .quadrillion, stock: .trillion)
        let order = try shop.sell(tea, 1, to: ada)
        _ = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        _ = try shop.accept(RecordPayment(by: ada, .pence(.quadrillion)))
        let leaflet = [PurchaseLine](
            repeating: .init(tea, quantity: .trillion / 10, unitPrice: .pence(0)), count: 10)
        _ = try shop.accept(Purchase(by: bob, leaflet))
        #expect(Facts(of: shop).audit().violations == [])
    }

    @Test("An audit finds numbers that no command could have written, and completes")
    func absurdNumbers() throws {
        for number in [Int64.min, .max] {
            var history = try History()
            history.edit(history.ada, 3) {
                $0.amount = .pence(number)
                $0.balance = .pence(number)
                $0.creditLimit = .pence(number)
                $0.recordedAt = Timestamp(microseconds: number)
            }
            history.edit(history.bob, 3) { $0.sequence = number }
            history.edit(history.first) { order in
                let lines = order.lines.map {
                    $0.altered(quantity: number, unitPrice: .pence(number), amount: .pence(number))
                }
                return order.altered(number: number, lines: lines, total: .pence(number))
            }
            history.edit(history.refund) { refund in
                let lines = refund.lines.map {
                    $0.altered(lineNumber: Int(number), quantity: number, amount: .pence(number))
                }
                return refund.altered(lines: lines, total: .pence(number))
            }
            history.edit(history.tea, 2) { $0.altered(quantity: number, stock: number) }
            history.edit(history.mug) {
                $0.stock = number
                $0.movementCount = number
            }
            let report = history.facts.audit()
            #expect(report.counts.entries == 26)
            #expect(report.violations.count >= 6, "\(number)")
        }
    }

    @Test("The description of a violation contains the rule, the row and the finding in one line")
    func description() throws {
        var history = try History()
        history.edit(history.tea) { $0.stock = 1 }
        let violation = try #require(history.facts.audit().violations.first)
        #expect(
            violation.description
                == "stockMatchesMovements: product \(history.tea): "
                + "expected the stock 44 after 6 movements of product \(history.tea), found 1")
        let (customer, order) = (Customer.ID.numbered(1), Order.ID.numbered(2))
        let rows: [(AuditViolation.Row, String)] = [
            (.business(.numbered(9)), "business \(Business.ID.numbered(9))"),
            (.customer(customer), "customer \(customer)"),
            (.ledgerEntry(customer, sequence: 3), "entry 3 of customer \(customer)"),
            (.order(order), "order \(order)"),
            (.refund(.init(orderID: order, number: 4)), "refund 4 of order \(order)"),
            (.product(.numbered(5)), "product \(Product.ID.numbered(5))"),
            (.stockMovement(.numbered(5), sequence: 6), "movement 6 of product \(Product.ID.numbered(5))"),
            (.command(.numbered(7)), "command \(JournalEntry.ID.numbered(7))"),
        ]
        for (row, text) in rows { #expect(row.description == text) }
    }
}
