public import JoskLedger

/// An application's checkout, which turns a basket into an order, and the result into a screen of the shop.
///
/// It takes a ``/JoskLedger/Tenant`` and does not depend on the store behind it, so its tests use a store in memory.
public struct Checkout: Sendable {
    private let tenant: Tenant

    /// Creates a checkout of one business.
    public init(of tenant: Tenant) { self.tenant = tenant }

    /// Purchases the content of a basket.
    ///
    /// A basket is purchased once. A customer who presses the button twice, or returns after a timeout, gets the first
    /// order.
    ///
    /// - Returns: The screen to show.
    /// - Throws: A failure of the store, because an operator must be informed of it.
    public func buy(_ basket: Basket, for customer: Customer.ID) async throws(StoreError) -> Screen {
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: customer, lines: basket.lines, expectedTotal: basket.shownTotal,
                idempotencyKey: basket.key)
            return .thanks(order: receipt.orderNumber, due: receipt.charge?.dueDate)
        } catch {
            switch error {
            case .rejected(let rejection): return screen(for: rejection)
            case .keyReused: return .basketChanged
            case .unknownBusiness: return .closed
            case .store(let failure): throw failure
            }
        }
    }

    /// Returns the screen of a rejected purchase.
    ///
    /// Missing stock comes first, because it changes the total too.
    private func screen(for rejection: PurchaseRejection) -> Screen {
        if !rejection.shortages.isEmpty {
            let missing = rejection.shortages.map { ($0.productID, $0.missing) }
            return .soldOut(missing: Dictionary(missing) { one, _ in one })
        }
        if let credit = rejection.credit { return .notEnoughCredit(available: credit.available) }
        if let total = rejection.changedTotal { return .priceChanged(now: total.actual) }
        if !rejection.inactiveProducts.isEmpty { return .notSold(rejection.inactiveProducts) }
        // The customer or a product is unknown, or an amount is out of bounds. No basket of this shop has these faults.
        return .closed
    }
}

/// The products that a customer is about to buy.
public struct Basket: Sendable {
    /// The basket's own idempotency key, created when the basket was filled and valid for this purchase forever.
    public var key: IdempotencyKey
    /// The lines of the purchase.
    public var lines: [PurchaseLine]
    /// The total that the customer has seen.
    public var shownTotal: Money?

    /// Creates a basket.
    public init(key: IdempotencyKey, lines: [PurchaseLine], shownTotal: Money? = nil) {
        self.key = key
        self.lines = lines
        self.shownTotal = shownTotal
    }
}

/// The screen of the shop after the customer has pressed the button.
public enum Screen: Sendable, Hashable {
    /// The purchase was accepted, with the number of the customer's order and its due date.
    case thanks(order: Int64, due: CalendarDate?)
    /// Some units are missing, with their number for each product.
    case soldOut(missing: [Product.ID: Int64])
    /// The purchase exceeds the available credit.
    case notEnoughCredit(available: Money)
    /// These products are no longer sold.
    case notSold([Product.ID])
    /// The total has changed to this amount since it was shown.
    case priceChanged(now: Money)
    /// The basket was bought before with another content.
    case basketChanged
    /// The shop accepts no purchase.
    case closed
}
