import JoskLedger
import JoskTesting

@testable import JoskPostgres

/// The commands and reads of a shop, which together run every statement of a store.
struct PlannedStatements {
    let shop: Shop
    let store: PostgresStore

    private var tenant: Tenant { shop.tenant }

    /// Runs each command and each read a few times, so that each statement has been planned.
    func runAll() async throws {
        for round in 1...3 {
            try await sell(round)
            try await add(round)
            try await change(round)
            try await swap()
            try await pay()
            try await read(.ascending, round)
            try await read(.descending, round)
        }
    }

    private func sell(_ round: Int) async throws {
        let line = PurchaseLine(shop.products[0], quantity: 2)
        _ = try await tenant.quote(for: shop.customers[0], lines: [line])
        let order = try await tenant.purchase(
            by: shop.customers[0], lines: [line, PurchaseLine(shop.products[1], quantity: 1)],
            reference: try OrderReference("INV-\(round)")
        ).orderID
        _ = try await tenant.refund(order: order, lines: [.init(lineNumber: 1, quantity: 1)])
        _ = try await tenant.cancel(order: order)
        _ = try await tenant.purchase(by: shop.customers[1], lines: [line], orderID: Order.ID())
        _ = try await tenant.order(order)
        _ = try await tenant.order(reference: try OrderReference("INV-\(round)"))
        _ = try await store.snapshot(of: Footprint(orders: [order]), in: tenant.id)
    }

    private func add(_ round: Int) async throws {
        _ = try await tenant.addCustomer(
            name: "Grace", reference: try CustomerReference("C-\(round)"), creditLimit: .gbp(minorUnits: 1))
        _ = try await tenant.addProduct(
            sku: try SKU("NEW-\(round)"), name: "Tea", price: .gbp(minorUnits: 1), stock: 1)
    }

    private func change(_ round: Int) async throws {
        _ = try await tenant.changeDefaultPaymentTerms(to: .days(round))
        _ = try await tenant.rename(customer: shop.customers[0], to: "Ada")
        _ = try await tenant.changeCreditLimit(
            of: shop.customers[0], to: .gbp(minorUnits: 1_000_000 + Int64(round)))
        _ = try await tenant.rename(product: shop.products[0], to: "Tea")
        _ = try await tenant.receiveGoods(of: shop.products[0], quantity: 50)
    }

    /// Swaps the SKUs of two products and the references of two customers, each pair in one transaction.
    private func swap() async throws {
        let skus = [("SPARE", 0), ("SKU-1", 1), ("SKU-2", 0)]
        try await run(
            try skus.map { sku, index in
                Request(
                    ChangeSKU(productID: shop.products[index], sku: try SKU(sku)), key: nil, metadata: .empty)
            })
        let references = [("R-3", 0), ("R-1", 1), ("R-2", 0)]
        try await run(
            try references.map { reference, index in
                Request(
                    ChangeCustomerReference(
                        customerID: shop.customers[index], reference: try CustomerReference(reference)),
                    key: nil, metadata: .empty)
            })
    }

    private func run<C: Command>(_ requests: [Request<C>]) async throws {
        let footprint = requests.reduce(into: Footprint()) { $0.formUnion($1.footprint) }
        _ = try await store.transact(in: tenant.id) {
            TransactionWork(on: footprint) { state in for request in requests { _ = state.run(request) } }
        }
    }

    private func pay() async throws {
        let payment = try await tenant.recordPayment(
            of: .gbp(minorUnits: 10), by: shop.customers[0], reference: "P-1")
        _ = try await tenant.reverse(payment: payment.paymentID, reason: "bounced")
    }

    private func read(_ direction: PageDirection, _ round: Int) async throws {
        _ = try await tenant.business()
        _ = try await tenant.customer(shop.customers[0])
        _ = try await tenant.customer(reference: try CustomerReference("C-\(round)"))
        _ = try await tenant.product(shop.products[0])
        _ = try await tenant.product(sku: try SKU("NEW-\(round)"))
        _ = try await tenant.balance(of: shop.customers[0], asOf: .now)
        _ = try await tenant.customers(page: PageRequest(direction))
        _ = try await tenant.products(page: PageRequest(direction))
        _ = try await tenant.orders(by: shop.customers[0], page: PageRequest(direction))
        _ = try await tenant.ledgerEntries(of: shop.customers[0], page: PageRequest(direction))
        _ = try await tenant.stockMovements(of: shop.products[0], page: PageRequest(direction))
        _ = try await tenant.payments(
            reference: "P-1", page: PageRequest(direction))
    }
}
