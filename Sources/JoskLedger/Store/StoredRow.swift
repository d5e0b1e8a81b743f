/// One row that a store holds, as ``Store/fold(rowsIn:into:_:)`` hands it out.
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
    case stockItem(StockItem)
    /// A movement of a product's stock.
    case stockMovement(StockMovement)
    /// An accepted command.
    case journalEntry(JournalEntry)
}
