public import JoskLedger

/// A host's own checkout: turns a basket into an order, and what comes back into what the shop shows.
///
/// It takes a ``/JoskLedger/Tenant`` and asks nothing about the store behind it, so its tests give it one in memory.
public struct Checkout: Sendable {
    private let tenant: Tenant

    /// A checkout of one business.
    public init(of tenant: Tenant) { self.tenant = tenant }

    /// Buys what is in a basket.
    ///
    /// A basket is bought once: whoever presses the button twice, or comes back after a time-out, sees the first order.
    ///
    /// - Returns: What to show. A failure of the store is thrown, for somebody has to be told who can mend it.
    public func buy(_ basket: Basket, for customer: Customer.ID) async throws(StoreError) -> Screen {
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: customer, lines: basket.lines, expectedTotal: basket.shownTotal,
                idempotencyKey: basket.key)
            return .thanks(order: receipt.orderNumber, due: receipt.charge?.dueDate)
        } catch {
            switch error {
            case .rejected(let why): return screen(for: why)
            case .keyReused: return .basketChanged
            case .unknownBusiness: return .closed
            case .store(let failure): throw failure
            }
        }
    }

    /// What a refused purchase looks like: what is short first, for then the sum changes too.
    private func screen(for why: PurchaseRejection) -> Screen {
        if !why.shortages.isEmpty {
            let missing = why.shortages.map { ($0.productID, $0.missing) }
            return .soldOut(missing: Dictionary(missing) { one, _ in one })
        }
        if let credit = why.credit { return .notEnoughCredit(available: credit.available) }
        if let total = why.changedTotal { return .priceChanged(now: total.actual) }
        if !why.inactiveProducts.isEmpty { return .notSold(why.inactiveProducts) }
        // An unknown customer or product, an amount beyond all bounds: no basket of this shop looks like that.
        return .closed
    }
}

/// What somebody is about to buy.
public struct Basket: Sendable {
    /// The basket's own key, made when it was filled: it names this purchase for ever.
    public var key: IdempotencyKey
    /// What is in it.
    public var lines: [PurchaseLine]
    /// The sum that the customer has seen.
    public var shownTotal: Money?

    /// A basket.
    public init(key: IdempotencyKey, lines: [PurchaseLine], shownTotal: Money? = nil) {
        self.key = key
        self.lines = lines
        self.shownTotal = shownTotal
    }
}

/// What the shop shows after the button was pressed.
public enum Screen: Sendable, Hashable {
    /// It was bought: the customer's order by that number, and when it is to be paid.
    case thanks(order: Int64, due: CalendarDate?)
    /// So many units are missing of these products.
    case soldOut(missing: [Product.ID: Int64])
    /// The customer may charge no more than this.
    case notEnoughCredit(available: Money)
    /// These products are not sold any more.
    case notSold([Product.ID])
    /// It would cost this now.
    case priceChanged(now: Money)
    /// The basket was bought already, with something else in it.
    case basketChanged
    /// Nothing can be bought here.
    case closed
}
