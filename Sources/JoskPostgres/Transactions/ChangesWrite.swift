import JoskLedger
import JoskLibPQ

/// The statements that write a transaction's changes.
///
/// Only statements that have something to write are sent. Statements that free a key precede those that take it:
/// changed customers and products are written before new ones, which are written in their final state. Rows are written
/// before the rows that refer to them.
///
/// Each insert except that of a business has the form `INSERT … SELECT b.id, u.… FROM businesses b, unnest(…) u WHERE
/// b.id = $1 ORDER BY` a unique key. The rows are ordered, because two processes that write the same keys in different
/// orders would deadlock. The order is that of the key that two processes are likely to share. The rows are joined to
/// the tenant's row, because an engine that distributes tables can then send the whole statement to the tenant's shard.
///
/// Updates write the few columns that change, in rows that are locked already. The new keys are not locked: two
/// transactions that change several keys to each other's keys can deadlock, and one of them is then tried again.
struct ChangesWrite {
    private let changes: TransactionChanges
    private let loaded: LoadedState

    init(_ loaded: LoadedState) {
        changes = loaded.state.changes
        self.loaded = loaded
    }

    /// Appends the statements to a batch.
    func append(to batch: inout StatementBatch) {
        let id = loaded.state.businessID
        if let business = changes.business { batch.append(InsertBusiness(business: business)) }
        if let business = changes.changedBusiness { batch.append(UpdateBusiness(business: business)) }
        // Early, so that a taken key fails the transaction before the other rows are written.
        if !changes.journal.isEmpty {
            batch.append(
                InsertJournal(business: id, entries: changes.journal, transactionID: loaded.transactionID))
        }
        appendChanged(in: id, to: &batch)
        appendNew(in: id, to: &batch)
        appendFacts(in: id, to: &batch)
    }

    private func appendChanged(in id: Business.ID, to batch: inout StatementBatch) {
        let newProducts = Set(changes.products.map(\.id))
        let customers = loaded.state.changedCustomers
        // Two customers, or two products, may have swapped their keys. A single one cannot.
        if customers.count > 1 { batch.append(FreeReferences(business: id, customers: customers)) }
        if !customers.isEmpty { batch.append(UpdateCustomers(business: id, customers: customers)) }
        let products = changes.changedProducts.filter { !newProducts.contains($0.id) }
        if products.count > 1 { batch.append(FreeSKUs(business: id, products: products)) }
        if !products.isEmpty { batch.append(UpdateProducts(business: id, products: products)) }
        let moved = lastMovements.filter { !newProducts.contains($0.productID) }
        if !moved.isEmpty { batch.append(UpdateStock(business: id, movements: moved)) }
    }

    private func appendNew(in id: Business.ID, to batch: inout StatementBatch) {
        let customers = loaded.state.addedCustomers
        if !customers.isEmpty { batch.append(InsertCustomers(business: id, customers: customers)) }
        let products = loaded.state.addedProducts
        if !products.isEmpty { batch.append(InsertProducts(business: id, products: products)) }
    }

    private func appendFacts(in id: Business.ID, to batch: inout StatementBatch) {
        if !changes.orders.isEmpty {
            batch.append(InsertOrders(business: id, orders: changes.orders))
            batch.append(InsertOrderLines(business: id, orders: changes.orders))
        }
        if !changes.refunds.isEmpty {
            batch.append(InsertRefunds(business: id, refunds: chainedRefunds))
            batch.append(InsertRefundLines(business: id, refunds: changes.refunds))
        }
        if !changes.entries.isEmpty {
            batch.append(InsertLedgerEntries(business: id, entries: chainedEntries))
        }
        if !changes.movements.isEmpty {
            batch.append(InsertStockMovements(business: id, movements: changes.movements))
        }
    }

    /// The last movement of each product that moved.
    private var lastMovements: [StockMovement] {
        let last = Dictionary(changes.movements.map { ($0.productID, $0) }) { _, later in later }
        return last.values.sorted { $0.productID < $1.productID }
    }

    /// The refunds, each with the total of its order and the amount refunded of the order up to and including the
    /// refund.
    private var chainedRefunds: [ChainedRefund] {
        // From the last refund of each order back to the first: the state has the sum after the last.
        var later: [Order.ID: Int64] = [:]
        let chained = changes.refunds.reversed().map { refund in
            guard let record = loaded.state.order(refund.id.orderID) else {
                preconditionFailure("the state has a refund of an order that it does not contain")
            }
            // Only damaged amounts can wrap, and the table refuses a sum that is not the order's chain.
            let refunded = record.refundedMinorUnits &- later[record.id, default: 0]
            later[record.id, default: 0] &+= refund.total.minorUnits
            return ChainedRefund(
                refund: refund, orderTotal: record.order.total.minorUnits, refunded: refunded)
        }
        return chained.reversed()
    }

    /// The entries, each with the balance and limit of the entry before it; both are zero for the first of a ledger.
    private var chainedEntries: [ChainedEntry] {
        var last = loaded.lastEntries
        return changes.entries.map { entry in
            let previous = last.updateValue(entry, forKey: entry.customerID)
            return ChainedEntry(
                entry: entry, previousBalance: previous?.balance.minorUnits ?? 0,
                previousLimit: previous?.creditLimit.minorUnits ?? 0)
        }
    }
}
