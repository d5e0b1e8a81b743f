import Foundation
import Testing

@testable import JoskLedger

/// A business as a store would hold it, in dictionaries.
///
/// It loads a footprint, runs a command on the state, and keeps the changes. It is a value, so a test can run
/// the same command twice from the same state.
struct StorelessShop {
    let id: Business.ID
    /// The time of the next transaction.
    var now = Timestamp(microseconds: 1_767_225_600_000_000)
    private(set) var business: Business?
    private(set) var accounts: [Customer.ID: CustomerAccount] = [:]
    private(set) var items: [Product.ID: ProductStock] = [:]
    private(set) var orders: [Order.ID: OrderDetails] = [:]
    private(set) var journal: [IdempotencyKey: JournalEntry] = [:]
    /// Every fact that was kept, in the order in which it was appended.
    private(set) var history = TransactionChanges()

    /// Creates a shop whose business does not exist yet.
    init(id: Business.ID = .numbered(0xB0)) { self.id = id }

    /// Returns a shop whose business was created.
    static func open(
        _ currency: Currency = .gbp, in timeZone: TimeZone = .gmt, paymentTerms: PaymentTerms = .days(30)
    ) throws -> StorelessShop {
        var shop = StorelessShop()
        _ = try shop.accept(
            CreateBusiness(named: "Corner Shop", currency, in: timeZone, paymentTerms: paymentTerms))
        return shop
    }
}

// MARK: - Loading and writing

extension StorelessShop {
    /// Returns the rows that a store would load for a footprint.
    func rows(of footprint: Footprint) -> LoadedRows {
        var rows = LoadedRows()
        rows.business = business
        rows.orders = footprint.orders.compactMap { orders[$0].map { RefundableOrder($0) } }
        let customers = footprint.customers.union(rows.orders.map(\.order.customerID))
        let products = footprint.products.union(rows.orders.flatMap { $0.order.lines.map(\.productID) })
        rows.customers = customers.compactMap { accounts[$0] }
        rows.products = products.compactMap { items[$0] }
        rows.payments = footprint.payments.compactMap { payment($0) }
        rows.journal = footprint.keys.compactMap { journal[$0] }
        for account in accounts.values {
            guard let reference = account.customer.reference else { continue }
            guard footprint.customerReferences.contains(reference) else { continue }
            rows.customersByReference[reference] = account.id
        }
        for item in items.values where footprint.skus.contains(item.product.sku) {
            rows.productsBySKU[item.product.sku] = item.id
        }
        if !footprint.orderReferences.isEmpty {
            for record in orders.values {
                guard let reference = record.order.reference else { continue }
                guard footprint.orderReferences.contains(reference) else { continue }
                rows.ordersByReference[reference] = record.id
            }
        }
        return rows
    }

    /// Returns an entry of a customer's ledger as a receipt names it; with the hash zero if it does not exist.
    func posted(_ customer: Customer.ID, _ sequence: Int64) -> PostedEntry {
        let entry = history.entries.first { $0.customerID == customer && $0.sequence == sequence }
        return PostedEntry(customerID: customer, sequence: sequence, hash: entry?.hash ?? .zero)
    }

    /// Returns the payment with an identifier and the number of its reversal.
    func payment(_ id: Payment.ID) -> Payment? {
        let ledger = history.entries.filter { $0.customerID == id.customerID }
        guard let entry = ledger.first(where: { $0.sequence == id.entrySequence }) else { return nil }
        guard case .payment = entry.kind else { return nil }
        let reversal = ledger.first { entry in
            guard case .reversal(let payment, _) = entry.kind else { return false }
            return payment == id.entrySequence
        }
        return Payment(entry: entry, reversalSequence: reversal?.sequence)
    }

    /// Returns the state of a footprint, as the next transaction would see it.
    func state(of footprint: Footprint) -> TransactionState {
        TransactionState(of: id, footprint: footprint, rows: rows(of: footprint), now: now)
    }

    /// Writes the changes of a transaction.
    mutating func keep(_ changes: TransactionChanges) {
        business = changes.changedBusiness ?? changes.business ?? business
        for customer in changes.customers {
            guard let first = changes.entries.first(where: { $0.customerID == customer.id }) else { continue }
            accounts[customer.id] = CustomerAccount(customer: customer, lastEntry: first, orderCount: 0)
        }
        for product in changes.products { items[product.id] = ProductStock(new: product) }
        for customer in changes.changedCustomers { accounts[customer.id]?.customer = customer }
        for product in changes.changedProducts { items[product.id]?.product = product }
        for order in changes.orders {
            orders[order.id] = OrderDetails(order: order, refunds: [])
            accounts[order.customerID]?.orderCount = order.number
        }
        for refund in changes.refunds { orders[refund.id.orderID]?.refunds.append(refund) }
        for entry in changes.entries { accounts[entry.customerID]?.lastEntry = entry }
        for movement in changes.movements { items[movement.productID]?.take(movement) }
        for entry in changes.journal { journal[entry.key] = entry }
        history.append(changes)
    }
}

// MARK: - Rows that commands cannot make, or only in many lines

extension StorelessShop {
    /// Sets the balance and the limit of an account, as a long history would.
    mutating func restate(_ customer: Customer.ID, balance: Int64, limit: Int64? = nil) throws {
        let account = try #require(accounts[customer])
        let last = account.lastEntry
        accounts[customer]?.lastEntry = LedgerEntry(
            in: id, customerID: customer, sequence: last.sequence, kind: last.kind, amount: last.amount,
            balance: Money(minorUnits: balance, last.balance.currency),
            creditLimit: Money(minorUnits: limit ?? last.creditLimit.minorUnits, last.creditLimit.currency),
            recordedAt: last.recordedAt, commandID: last.commandID, previousHash: last.previousHash)
    }

    /// Sets the stock of a product, as a long history would.
    mutating func restock(_ product: Product.ID, to stock: Int64) { items[product]?.stock = stock }

    /// Changes a product's price.
    mutating func reprice(_ product: Product.ID, to price: Int64) {
        items[product]?.product.price = .pence(price)
    }

    mutating func deactivate(_ product: Product.ID) { items[product]?.product.isActive = false }

    mutating func deactivate(_ customer: Customer.ID) { accounts[customer]?.customer.isActive = false }

    /// Replaces the receipt of an accepted command with other bytes.
    mutating func overwriteReceipt(of key: IdempotencyKey, with bytes: [UInt8]) throws {
        let entry = try #require(journal[key])
        journal[key] = JournalEntry(
            id: entry.id, key: entry.key, kind: entry.kind, fingerprint: entry.fingerprint, receipt: bytes,
            factCount: entry.factCount, metadata: entry.metadata, recordedAt: entry.recordedAt)
    }
}
