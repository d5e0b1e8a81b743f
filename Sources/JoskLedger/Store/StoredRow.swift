/// The order in which ``Store/scan(rowsIn:by:into:_:)`` visits the rows of a business, and the rows that it includes.
public enum RowOrder: Sendable, Hashable, CaseIterable {
    /// All rows, ordered by their owner.
    ///
    /// 1. The business.
    /// 2. Each customer, followed by the customer's ledger entries by sequence, then by the customer's orders by
    ///    number, each order followed by its refunds by number.
    /// 3. Each product, followed by its stock movements by sequence.
    /// 4. The journal entries by key.
    /// 5. The rows that have no place in this order, for example an entry whose customer is missing.
    case owner
    /// The journal and the facts, ordered by the command that made them.
    ///
    /// Journal entries by identifier, each followed by the facts that carry its identifier: orders by identifier,
    /// refunds by order and number, ledger entries by customer and sequence, stock movements by product and sequence.
    /// Facts whose command is missing from the journal have the position of that command.
    ///
    /// The business, customers and products are left out, because commands may change them.
    case command
}

/// One row of a store, as ``Store/scan(rowsIn:by:into:_:)`` visits it.
///
/// Each associated value is `Codable`, in a stable form: later versions read the rows that earlier versions wrote.
/// Decoding does not check the rules of the ledger. Decode rows of your own store only, never input from outside.
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
    /// A product with its stock.
    case productStock(ProductStock)
    /// A movement of a product's stock.
    case stockMovement(StockMovement)
    /// An accepted command.
    case journalEntry(JournalEntry)
}
