import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Random damages of random histories")
struct RandomDamageTests {
    /// Returns the facts of a random history.
    private func history(seed: UInt64) throws -> Facts {
        var shop = try StorelessShop.open()
        var (customers, products): ([Customer.ID], [Product.ID]) = ([], [])
        for limit in [700, 3_000, 20_000] as [Int64] { customers.append(try shop.addCustomer(limit: limit)) }
        for price in [0, 99, 450, 1_200] as [Int64] {
            products.append(try shop.addProduct(price: price, stock: 40))
        }
        var requests = RandomRequests(seed: seed, customers: customers, products: products)
        for _ in 1...40 {
            let batch = (0..<requests.batchSize()).map { _ in requests.next() }
            var state = shop.state(of: batch.reduce(into: Footprint()) { $0.formUnion($1.footprint) })
            for request in batch { _ = request.run(&state) }
            shop.keep(state.changes)
            shop.now = Timestamp(microseconds: shop.now.microseconds + Int64(batch.count % 5 - 1) * 1_000_000)
        }
        return Facts(of: shop)
    }

    @Test("An audit of a random history names the one damaged row and no other", arguments: 1...40)
    func damage(seed: UInt64) throws {
        let facts = try history(seed: seed)
        #expect(facts.audit().violations == [], "seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 1...6 {
            guard let damage = damage(facts, &generator) else { continue }
            if let failure = damage.failure() { Issue.record("seed \(seed): \(failure)") }
        }
    }

    /// Returns a random damage that an audit can prove, or nil if the chosen one changes nothing.
    private func damage(_ facts: Facts, _ generator: inout SeededGenerator) -> RowEdit? {
        let number = Int64.random(in: 1...1_000, using: &generator)
        let edits: [FieldEdit] = [
            FieldEdit("entry.amount", \.entries) { row, _ in
                row.altered { $0.amount = $0.amount.more(number) }
            },
            FieldEdit("entry.balance", \.entries) { row, _ in
                row.altered { $0.balance = $0.balance.more(-number) }
            },
            FieldEdit("entry.commandID", \.entries) { row, _ in
                row.altered { $0.commandID = .numbered(0xFF00) }
            },
            FieldEdit("order.reference", \.orders) { row, _ in
                row.with(reference: .some("other"))
            },
            FieldEdit("order.total", \.orders) { row, _ in row.with(total: row.total.more(number)) },
            FieldEdit("order.quantity", \.orders) { row, _ in
                row.withFirstLine { $0.altered(quantity: $0.quantity + number) }
            },
            FieldEdit("refund.total", \.refunds) { row, _ in row.with(total: row.total.more(number)) },
            FieldEdit("movement.stock", \.movements) { row, _ in row.altered(stock: row.stock + number) },
            FieldEdit("movement.quantity", \.movements) { row, _ in
                row.altered(quantity: row.quantity - number)
            },
            FieldEdit("movement.kind", \.movements) { row, _ in row.altered(kind: .sale(.numbered(0xFF00))) },
            FieldEdit("product.stock", \.items) { row, _ in row.with(stock: row.stock + number) },
            FieldEdit("command.factCount", \.journal) { row, _ in
                row.with(factCount: row.factCount + Int(number))
            },
            FieldEdit("command.receipt", \.journal) { row, _ in row.with(receipt: row.receipt.dropLast()) },
            FieldEdit("command.kind", \.journal) { row, _ in row.with(kind: "mystery") },
        ]
        let removals: [RowEdit] =
            removal(of: \.entries, facts, &generator) + removal(of: \.orders, facts, &generator)
            + removal(of: \.refunds, facts, &generator) + removal(of: \.movements, facts, &generator)
        if generator.onceIn(3) { return removals.randomElement(using: &generator) }
        return edits.randomElement(using: &generator)?.damage(facts, &generator)
    }

    private func removal<Row: AuditedRow>(
        of rows: WritableKeyPath<Facts, [Row]>, _ facts: Facts, _ generator: inout SeededGenerator
    ) -> [RowEdit] {
        guard let index = facts[keyPath: rows].indices.randomElement(using: &generator) else { return [] }
        var damaged = facts
        let row = damaged[keyPath: rows].remove(at: index).auditRow
        return [RowEdit(what: "removed \(row)", facts: damaged, rows: [row])]
    }
}
