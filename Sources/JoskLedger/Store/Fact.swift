/// One fact that a store holds, as ``Store/fold(factsOf:into:_:)`` hands it out.
public enum Fact: Sendable, Hashable {
    /// The business.
    case business(Business)
    /// A customer.
    case customer(Customer)
    /// An entry of a customer's ledger.
    case entry(LedgerEntry)
    /// An order with its lines.
    case order(Order)
    /// A refund of an order.
    case refund(Refund)
    /// A product and its stock.
    case item(InventoryItem)
    /// A movement of a product's stock.
    case movement(StockMovement)
    /// An accepted command.
    case journal(JournalEntry)
}
