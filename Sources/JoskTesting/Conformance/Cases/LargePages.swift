import JoskLedger

extension StoreConformance {
    static let largePages = [
        ConformanceCase(
            "A page of orders ends with the order that reaches 10,000 lines, and the next goes on"
        ) {
            bench in
            let shop = try await Shop.open(
                on: bench.store, customers: 1, creditLimit: 1_000_000, price: 1, stock: 100_000)
            var orders: [Order.ID] = []
            for lines in [1, 6_000, 1, 10_000, 2] { orders.append(try await shop.buy(lines: lines)) }
            // 6,000 lines bought and 4,000 refunded.
            let refunded = (1...4_000).map { RefundRequestLine(lineNumber: $0, quantity: 1) }
            _ = try await shop.tenant.refund(order: orders[1], lines: refunded)
            for (direction, expected) in [
                (PageDirection.ascending, [[0, 1], [2, 3], [4]]), (.descending, [[4, 3], [2, 1], [0]]),
            ] {
                let pages = try await shop.orderPages(PageRequest(direction, limit: 1_000))
                try expectEqual(pages, expected.map { $0.map { orders[$0] } }, "pages, \(direction)")
            }
            let short = try await shop.orderPages(PageRequest(.ascending, limit: 1))
            try expectEqual(short, orders.map { [$0] }, "pages of one order")
        }
    ]
}

extension Shop {
    /// Buys a number of lines, one unit each of the same product.
    fileprivate func buy(lines: Int) async throws -> Order.ID {
        try await tenant.purchase(
            by: customers[0],
            lines: [PurchaseLine](repeating: PurchaseLine(products[0], quantity: 1), count: lines)
        ).orderID
    }

    /// Reads the first customer's orders, and returns the identifiers on each page.
    fileprivate func orderPages(_ first: PageRequest<OrderDetails>) async throws -> [[Order.ID]] {
        var pages: [[Order.ID]] = []
        var next: PageRequest<OrderDetails>? = first
        while let request = next {
            let page = try await tenant.orders(by: customers[0], page: request)
            pages.append(page.elements.map(\.id))
            next = page.next
        }
        return pages
    }
}
