/// The bounds of all values that Josk accepts.
///
/// A number outside its bounds is refused with a ``LimitViolation``, a text with a ``TextViolation``. Nothing is
/// truncated and nothing wraps. Only the size of a page causes no error: it becomes the nearest allowed size.
public enum Limits {
    /// Amounts and balances, in minor units: ±10^15.
    ///
    /// The product of two numbers within bounds may overflow `Int64`. Their sum or difference never does.
    public static let amount: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000
    /// Payments and payouts, in minor units.
    public static let positiveAmount: ClosedRange<Int64> = 1...amount.upperBound
    /// Prices, credit limits, amounts of lines, and totals, in minor units; they may be zero.
    public static let nonNegativeAmount: ClosedRange<Int64> = 0...amount.upperBound
    /// Units on one line of a request, or in one receipt or adjustment.
    ///
    /// The units of a product that an order sells or a refund returns are the sum over its lines. An adjustment may be
    /// negative; its magnitude is within these bounds.
    public static let quantity: ClosedRange<Int64> = 1...1_000_000_000_000
    /// Units of a product on hand.
    public static let stock: ClosedRange<Int64> = 0...1_000_000_000_000_000
    /// Lines of one order, or of one refund.
    public static let lines: ClosedRange<Int> = 1...10_000
    /// Payment terms, in days: up to ten years.
    public static let paymentTermDays: ClosedRange<Int> = 0...3_650
    /// UTF-8 bytes of an idempotency key, a SKU or a reference.
    public static let keyBytes: ClosedRange<Int> = 1...255
    /// UTF-8 bytes of the name of a business, a customer or a product.
    public static let nameBytes: ClosedRange<Int> = 1...1_000
    /// UTF-8 bytes of the reason for an adjustment or a reversal.
    public static let reasonBytes: ClosedRange<Int> = 1...1_000
    /// Pairs in the metadata of one command.
    public static let metadataPairs: ClosedRange<Int> = 0...50
    /// UTF-8 bytes of a metadata value; a metadata key has ``keyBytes``.
    public static let metadataValueBytes: ClosedRange<Int> = 0...1_000
    /// Elements of one page of a read; a larger or smaller requested size becomes the nearest bound.
    public static let pageSize: ClosedRange<Int> = 1...1_000
    /// The number of lines, of orders and of their refunds, at which a page of orders ends.
    ///
    /// The page contains the order that reaches it, and no further order.
    public static let pageLines = 10_000
}
