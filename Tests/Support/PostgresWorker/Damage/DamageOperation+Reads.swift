// Reads, which change no rows.

import JoskLedger
import JoskPostgres
import Logging

extension DamageOperation {
    static let reads: [DamageOperation] = [
        read("business") { try await $0.tenant.business() as Any },
        read("customer") { try await $0.tenant.customer($0.scene.ada) as Any },
        read("customer by reference") { try await $0.tenant.customer(reference: "A-1") as Any },
        read("product") { try await $0.tenant.product($0.scene.tea) as Any },
        read("product by SKU") { try await $0.tenant.product(sku: "MUG-1") as Any },
        read("order") { try await $0.tenant.order($0.scene.refunded) as Any },
        read("order by reference") { try await $0.tenant.order(reference: "INV-1") as Any },
        read("last entry") { try await $0.tenant.lastEntry(of: $0.scene.ada, asOf: .now) as Any },
        read("balance at the earliest time") {
            try await $0.tenant.balance(of: $0.scene.ada, asOf: Timestamp(microseconds: .min)) as Any
        },
        read("balance at the latest time") {
            try await $0.tenant.balance(of: $0.scene.ada, asOf: Timestamp(microseconds: .max)) as Any
        },
        read("quote") { bench in
            let lines = [PurchaseLine(bench.scene.tea, quantity: 2), .init(bench.scene.mug, quantity: 1)]
            return try await bench.tenant.quote(for: bench.scene.ada, lines: lines) as Any
        },
        read("snapshot") { bench in
            let scene = bench.scene
            return try await bench.store.snapshot(
                of: Footprint(
                    customers: [scene.ada, scene.bob], products: [scene.tea, scene.mug, scene.leaflet],
                    orders: [scene.refunded, scene.whole], payments: [scene.payment, scene.reversed],
                    keys: [DamageScene.purchaseKey], customerReferences: ["A-1"], skus: ["TEA-1"],
                    orderReferences: ["INV-1"]), in: scene.business)
        },
    ]

    static let lists: [DamageOperation] =
        PageDirection.allCases.flatMap { direction in
            [
                read("customers, \(direction)") { try await all($0.tenant.allCustomers(direction)) },
                read("products, \(direction)") { try await all($0.tenant.allProducts(direction)) },
                read("orders, \(direction)") {
                    try await all($0.tenant.allOrders(by: $0.scene.ada, direction))
                },
                read("ledger entries, \(direction)") {
                    try await all($0.tenant.allLedgerEntries(of: $0.scene.ada, direction))
                },
                read("payments, \(direction)") {
                    try await all($0.tenant.allPayments(reference: "BANK-1", direction))
                },
                read("stock movements, \(direction)") {
                    try await all($0.tenant.allStockMovements(of: $0.scene.tea, direction))
                },
            ]
        } + [
            read("orders, page by page") { bench in
                var page = try await bench.tenant.orders(by: bench.scene.ada, page: .ascending(limit: 1))
                // The scene has fewer pages: a cursor that a damaged row stops must not read forever.
                for _ in 0..<8 {
                    guard let next = page.next else { break }
                    page = try await bench.tenant.orders(by: bench.scene.ada, page: next)
                }
                return page
            }
        ]

    private static func all<Element: PageElement>(
        _ pages: PageSequence<Element>
    ) async throws -> [Element] {
        var elements: [Element] = []
        for try await element in pages where elements.count < 1_000 { elements.append(element) }
        return elements
    }

    /// Operations that read the history of the migrations, which no command reads.
    static let schema: [DamageOperation] = [
        DamageOperation("startup check", kind: nil, table: "migrations", answer: "read") {
            let check = await PostgresStore.check($0.configurations.application, logger: .silent)
            if let error = check.error { throw error }
            return check
        },
        DamageOperation("migration", kind: nil, table: "migrations", answer: "read") {
            try await PostgresStore.migrate(
                $0.configurations.superuser, applicationRole: DamageRun.applicationRole, logger: .silent)
        },
    ]
}
