/// In which order ``Store/scan(rowsIn:by:into:_:)`` hands out the rows of a business, and which.
public enum RowOrder: Sendable, Hashable, CaseIterable {
    /// By what the rows belong to, every row.
    ///
    /// The business; each customer, followed by that customer's ledger entries by sequence, then by the
    /// customer's orders by number, each order followed by its refunds by number; each product, followed by
    /// its stock movements by sequence; the journal by key. What the store holds and cannot place in
    /// this order (an entry whose customer is missing) comes last.
    case owner
    /// By the command that made them: the journal and the facts. The business, customers and products, which
    /// commands may change, are not handed out.
    ///
    /// Journal entries by identifier, each followed by the facts that carry its identifier: orders by
    /// identifier, refunds by order and number, ledger entries by customer and sequence, stock movements by
    /// product and sequence. Facts whose command is not in the journal come where that command would.
    case command
}

/// One row that a store holds, as ``Store/scan(rowsIn:by:into:_:)`` hands it out.
///
/// Each is `Codable`, in a form that is kept: what one version wrote, later ones read. Decoding does not check the rules:
/// take rows from your own store, never from outside.
public enum StoredRow: Sendable, Hashable {
    /// The business.
    case business(Business)
    /// A customer.
    case customer(Customer)
    /// An entry of a customer's ledger.
    case ledgerEntry(LedgerEntry)
    /// An order with its lines.
    case order(Order)
    /// A refund of an order.
    case refund(Refund)
    /// A product and its stock.
    case productStock(ProductStock)
    /// A movement of a product's stock.
    case stockMovement(StockMovement)
    /// An accepted command.
    case journalEntry(JournalEntry)
}
