@testable import JoskLedger

/// All facts of a business, which tests damage and audit.
struct Facts {
    let businessID: Business.ID
    var business: Business?
    var customers: [Customer]
    var entries: [LedgerEntry]
    var orders: [Order]
    var refunds: [Refund]
    var items: [ProductStock]
    var movements: [StockMovement]
    var journal: [JournalEntry]

    /// The business as an array of rows, like the other rows.
    var businesses: [Business] {
        get { business.map { [$0] } ?? [] }
        set { business = newValue.first }
    }

    init(of shop: StorelessShop) {
        businessID = shop.id
        business = shop.history.business
        customers = shop.history.customers
        entries = shop.history.entries
        orders = shop.history.orders
        refunds = shop.history.refunds
        items = shop.items.values.sorted { $0.id < $1.id }
        movements = shop.history.movements
        journal = shop.history.journal
    }

    /// The facts in the order in which a store must return them.
    var inOrder: [StoredRow] {
        var facts: [StoredRow] = business.map { [.business($0)] } ?? []
        let entries = Dictionary(grouping: entries, by: \.customerID)
        let orders = Dictionary(grouping: orders, by: \.customerID)
        let refunds = Dictionary(grouping: refunds, by: \.id.orderID)
        let movements = Dictionary(grouping: movements, by: \.productID)
        func append(_ entries: [LedgerEntry]?) {
            facts += (entries ?? []).sorted { $0.sequence < $1.sequence }.map(StoredRow.ledgerEntry)
        }
        func append(_ refunds: [Refund]?) {
            facts += (refunds ?? []).sorted { $0.id.number < $1.id.number }.map(StoredRow.refund)
        }
        func append(_ orders: [Order]?) {
            for order in (orders ?? []).sorted(by: { $0.number < $1.number }) {
                facts.append(.order(order))
                append(refunds[order.id])
            }
        }
        func append(_ movements: [StockMovement]?) {
            facts += (movements ?? []).sorted { $0.sequence < $1.sequence }.map(StoredRow.stockMovement)
        }
        for customer in customers {
            facts.append(.customer(customer))
            append(entries[customer.id])
            append(orders[customer.id])
        }
        for item in items {
            facts.append(.productStock(item))
            append(movements[item.id])
        }
        facts += journal.sorted { ($0.key, $0.id) < ($1.key, $1.id) }.map(StoredRow.journalEntry)
        // Rows without an owner are last.
        let (owners, products) = (Set(customers.map(\.id)), Set(items.map(\.id)))
        let orderIDs = Set(self.orders.map(\.id))
        for (id, entries) in entries where !owners.contains(id) { append(entries) }
        for (id, orders) in orders where !owners.contains(id) { append(orders) }
        for (id, refunds) in refunds where !orderIDs.contains(id) { append(refunds) }
        for (id, movements) in movements where !products.contains(id) { append(movements) }
        return facts
    }

    /// The journal and the facts in the order in which a store must return them by command.
    var byCommand: [StoredRow] {
        let journal = Dictionary(grouping: journal, by: \.id)
        let orders = Dictionary(grouping: orders, by: \.commandID)
        let refunds = Dictionary(grouping: refunds, by: \.commandID)
        let entries = Dictionary(grouping: entries, by: \.commandID)
        let movements = Dictionary(grouping: movements, by: \.commandID)
        let commands = Set(journal.keys).union(orders.keys).union(refunds.keys).union(entries.keys)
            .union(movements.keys)
        var rows: [StoredRow] = []
        for command in commands.sorted() {
            rows += journal[command, default: []].map(StoredRow.journalEntry)
            rows += orders[command, default: []].sorted { $0.id < $1.id }.map(StoredRow.order)
            rows += refunds[command, default: []]
                .sorted { ($0.id.orderID, $0.id.number) < ($1.id.orderID, $1.id.number) }
                .map(StoredRow.refund)
            rows += entries[command, default: []]
                .sorted { ($0.customerID, $0.sequence) < ($1.customerID, $1.sequence) }
                .map(StoredRow.ledgerEntry)
            rows += movements[command, default: []]
                .sorted { ($0.productID, $0.sequence) < ($1.productID, $1.sequence) }
                .map(StoredRow.stockMovement)
        }
        return rows
    }

    /// Returns a customer's ledger.
    func entries(of customer: Customer.ID) -> [LedgerEntry] { entries.filter { $0.customerID == customer } }

    func audit() -> AuditReport {
        var owners = OwnerAudit(of: businessID)
        for row in inOrder { owners.examine(row) }
        var commands = CommandAudit(after: owners.closed())
        for row in byCommand { commands.examine(row) }
        return commands.report()
    }
}
