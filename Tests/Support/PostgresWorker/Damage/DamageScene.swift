import Foundation
package import JoskLedger

/// The business that is damaged: its rows are of every kind, and each command has a row to act on.
package struct DamageScene: Codable, Sendable {
    package let business: Business.ID
    /// A customer with a history of every kind of entry.
    let ada: Customer.ID
    /// A customer in credit.
    let bob: Customer.ID
    let tea: Product.ID
    let mug: Product.ID
    /// A product that costs nothing.
    let leaflet: Product.ID
    /// An order with two refunds, of which units remain to be refunded.
    let refunded: Order.ID
    /// An order without refunds, to refund.
    let whole: Order.ID
    /// An order with one refund, to cancel.
    let cancellable: Order.ID
    /// A payment that is not reversed.
    let payment: Payment.ID
    /// A payment that is reversed.
    let reversed: Payment.ID
}

extension DamageScene {
    /// Creates the business by commands.
    package static func open(on store: any Store) async throws -> DamageScene {
        let ledger = Ledger(store: store)
        let tenant = ledger.tenant(
            try await ledger.createBusiness(
                name: "Corner Shop", currency: .gbp, timeZone: .gmt, paymentTerms: .days(30),
                metadata: try Metadata(["by": "ada"])
            ).id)
        let ada = try await tenant.addCustomer(
            name: "Ada", reference: "A-1", creditLimit: .gbp(minorUnits: 1_000_000), paymentTerms: .days(14)
        ).id
        let bob = try await tenant.addCustomer(name: "Bob", creditLimit: .gbp(minorUnits: 1_000_000)).id
        let tea = try await tenant.addProduct(
            sku: "TEA-1", name: "Tea", price: .gbp(minorUnits: 450), stock: 100
        ).id
        let mug = try await tenant.addProduct(
            sku: "MUG-1", name: "Mug", price: .gbp(minorUnits: 800), stock: 50
        ).id
        let leaflet = try await tenant.addProduct(
            sku: "LEAF-1", name: "Leaflet", price: .gbp(minorUnits: 0), stock: 10
        ).id
        func buy(
            _ lines: [PurchaseLine], by customer: Customer.ID, _ reference: OrderReference? = nil,
            _ key: IdempotencyKey? = nil
        ) async throws -> Order.ID {
            try await tenant.purchase(
                by: customer, lines: lines, reference: reference, idempotencyKey: key
            ).orderID
        }
        let refunded = try await buy(
            [.init(tea, quantity: 5), .init(mug, quantity: 2), .init(tea, quantity: 1)], by: ada, "INV-1",
            purchaseKey)
        let whole = try await buy([.init(mug, quantity: 3), .init(tea, quantity: 2)], by: ada)
        let cancellable = try await buy([.init(tea, quantity: 4), .init(mug, quantity: 1)], by: bob, "INV-3")
        let free = try await buy([.init(leaflet, quantity: 3)], by: bob)
        try await tenant.refund(order: refunded, lines: [.init(lineNumber: 1, quantity: 2)])
        try await tenant.refund(
            order: refunded,
            lines: [
                .init(lineNumber: 2, quantity: 1, restock: false), .init(lineNumber: 1, quantity: 1),
            ])
        try await tenant.refund(order: cancellable, lines: [.init(lineNumber: 1, quantity: 1)])
        try await tenant.refund(order: free, lines: [.init(lineNumber: 1, quantity: 1)])
        let (payment, reversed) = try await settle(ada, bob, in: tenant)
        try await tenant.receiveGoods(of: tea, quantity: 20, reference: "DN-1")
        try await tenant.adjustStock(of: mug, by: -2, reason: "broken")
        return DamageScene(
            business: tenant.id, ada: ada, bob: bob, tea: tea, mug: mug, leaflet: leaflet,
            refunded: refunded, whole: whole, cancellable: cancellable, payment: payment, reversed: reversed)
    }

    /// The key of a purchase, to repeat it.
    static let purchaseKey: IdempotencyKey = "purchase-1"

    /// Makes an entry of every other kind, and leaves the second customer in credit.
    ///
    /// - Returns: A payment that is not reversed, and one that is.
    private static func settle(
        _ ada: Customer.ID, _ bob: Customer.ID, in tenant: Tenant
    ) async throws -> (payment: Payment.ID, reversed: Payment.ID) {
        func pay(_ pence: Int64, by customer: Customer.ID) async throws -> Payment.ID {
            let receipt = try await tenant.recordPayment(
                of: .gbp(minorUnits: pence), by: customer, reference: "BANK-1")
            return receipt.paymentID
        }
        let (payment, reversed) = (try await pay(700, by: ada), try await pay(900, by: ada))
        try await tenant.reverse(payment: reversed, reason: "bounced")
        _ = try await pay(20_000, by: bob)
        try await tenant.payOut(.gbp(minorUnits: 1_000), to: bob, reference: "OUT-1")
        try await tenant.changeCreditLimit(of: ada, to: .gbp(minorUnits: 900_000))
        let adjustments: [LedgerEntry.Adjustment] = [
            .openingBalance(due: .init(of: .now, in: .gmt)), .writeOff, .goodwill, .correction,
        ]
        for adjustment in adjustments {
            try await tenant.adjustBalance(
                of: ada, by: .gbp(minorUnits: 250), as: adjustment, reason: "brought forward")
        }
        return (payment, reversed)
    }
}
