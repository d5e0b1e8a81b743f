package import JoskLedger

/// The rows of one business, in dictionaries.
///
/// ``InMemoryStore`` reads its snapshots from it. It is a value, which can be copied, and needs no synchronization.
public struct InMemoryTables: Sendable {
    package var existingBusiness: Business?
    package var accounts: [Customer.ID: AccountRows] = [:]
    package var items: [Product.ID: ItemRows] = [:]
    package var orders: [Order.ID: OrderDetails] = [:]
    package var journal: [IdempotencyKey: JournalEntry] = [:]
    package var customersByReference: [CustomerReference: Customer.ID] = [:]
    package var productsBySKU: [SKU: Product.ID] = [:]
    package var ordersByReference: [OrderReference: Order.ID] = [:]
    /// The identifiers of all customers, in ascending order.
    package var customerIDs: [Customer.ID] = []
    /// The identifiers of all products, in ascending order.
    package var productIDs: [Product.ID] = []
    /// The payments of each reference, in ascending order.
    package var paymentsByReference: [PaymentReference: [Payment.ID]] = [:]

    /// A customer with the ledger entries and the orders, in sequence.
    ///
    /// Number n is at index n − 1.
    package struct AccountRows: Sendable {
        package var customer: Customer
        package var entries: [LedgerEntry] = []
        package var orderIDs: [Order.ID] = []
        /// The sequence of each reversed payment, with the sequence of its reversal.
        package var reversals: [Int64: Int64] = [:]
    }

    /// A product with its stock movements, in sequence.
    package struct ItemRows: Sendable {
        package var item: ProductStock
        package var movements: [StockMovement] = []
    }

    package init() {}
}

// MARK: - Writing

extension InMemoryTables {
    /// Applies the changes that a transaction decided.
    package mutating func append(_ changes: TransactionChanges) {
        if let business = changes.business { existingBusiness = business }
        for customer in changes.customers {
            accounts[customer.id] = AccountRows(customer: customer)
            customerIDs.insertInOrder(customer.id)
            if let reference = customer.reference { customersByReference[reference] = customer.id }
        }
        for product in changes.products {
            items[product.id] = ItemRows(item: ProductStock(new: product))
            productIDs.insertInOrder(product.id)
            productsBySKU[product.sku] = product.id
        }
        if let business = changes.changedBusiness { existingBusiness = business }
        for customer in changes.changedCustomers { change(customer) }
        for product in changes.changedProducts { change(product) }
        for order in changes.orders {
            orders[order.id] = OrderDetails(order: order, refunds: [])
            accounts[order.customerID]?.orderIDs.append(order.id)
            if let reference = order.reference { ordersByReference[reference] = order.id }
        }
        for refund in changes.refunds { orders[refund.id.orderID]?.refunds.append(refund) }
        for entry in changes.entries { append(entry) }
        for movement in changes.movements {
            items[movement.productID]?.item.take(movement)
            items[movement.productID]?.movements.append(movement)
        }
        for entry in changes.journal { journal[entry.key] = entry }
    }

    private mutating func append(_ entry: LedgerEntry) {
        accounts[entry.customerID]?.entries.append(entry)
        switch entry.kind {
        case .payment(let reference?, effective: _):
            let id = Payment.ID(customerID: entry.customerID, entrySequence: entry.sequence)
            paymentsByReference[reference, default: []].insertInOrder(id)
        case .reversal(let payment, _):
            accounts[entry.customerID]?.reversals[payment] = entry.sequence
        case .opened, .charge, .payment, .refund, .payout, .adjustment, .limitChanged:
            break
        }
    }

    private mutating func change(_ customer: Customer) {
        // Two customers may have swapped their references: the reference may already lead to its new customer.
        if let freed = accounts[customer.id]?.customer.reference, customersByReference[freed] == customer.id {
            customersByReference[freed] = nil
        }
        if let taken = customer.reference { customersByReference[taken] = customer.id }
        accounts[customer.id]?.customer = customer
    }

    private mutating func change(_ product: Product) {
        if let freed = items[product.id]?.item.product.sku, productsBySKU[freed] == product.id {
            productsBySKU[freed] = nil
        }
        productsBySKU[product.sku] = product.id
        items[product.id]?.item.product = product
    }
}
