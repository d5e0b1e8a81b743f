import PostgresWorker
import Testing

extension TestDatabase {
    /// Returns the totals of businesses from the tables, queried without the code that wrote them.
    func figures(of shops: [ShopIdentifiers]) async throws -> [Figures] {
        var all: [Figures] = []
        for shop in shops { all.append(try await figures(of: shop)) }
        return all
    }

    private func figures(of shop: ShopIdentifiers) async throws -> Figures {
        let its = "business_id = '\(shop.business)'"
        var figures = Figures(customers: 0, products: 0)
        figures.commands = try await count("journal WHERE \(its)")
        figures.orders = try await count("orders WHERE \(its)")
        figures.refunds = try await count("refunds WHERE \(its)")

        let ledger = "josk.ledger_entries WHERE \(its)"
        let byCustomer = "GROUP BY customer_id ORDER BY customer_id"
        figures.balances = try await numbers("SELECT sum(amount) FROM \(ledger) \(byCustomer)")
        figures.entries = try await numbers("SELECT count(*) FROM \(ledger) \(byCustomer)").map { Int($0) }
        let last = "DISTINCT ON (customer_id) balance FROM \(ledger) ORDER BY customer_id, sequence DESC"
        #expect(try await numbers("SELECT \(last)") == figures.balances)

        let stock = "josk.stock_movements WHERE \(its) GROUP BY product_id ORDER BY product_id"
        figures.stock = try await numbers("SELECT sum(quantity) FROM \(stock)")
        figures.movements = try await numbers("SELECT count(*) FROM \(stock)").map { Int($0) }
        let onHand = "SELECT stock FROM josk.products WHERE \(its) ORDER BY id"
        #expect(try await numbers(onHand) == figures.stock)
        return figures
    }

    private func count(_ rows: String) async throws -> Int {
        Int(try #require(try await numbers("SELECT count(*) FROM josk.\(rows)").first))
    }

    private func numbers(_ query: String) async throws -> [Int64] {
        try await run(query).split(separator: "\n").compactMap { Int64($0) }
    }
}
