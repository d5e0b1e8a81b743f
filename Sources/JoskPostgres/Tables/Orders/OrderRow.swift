internal import JoskLedger
internal import JoskLibPQ

/// A row of `orders` with its lines, of which each column is an array over all lines.
struct OrderRow: Sendable {
    /// The columns of an order, aliased `o`, and of its lines, in the order of ``init(from:)``.
    static let columns = """
        o.id, o.customer_id, o.number, o.reference, o.total, o.placed_at, o.command_id,
        l.product_ids, l.quantities, l.unit_prices, l.amounts
        """

    /// The join of the lines to orders that are aliased `o`.
    static let lines = """
        CROSS JOIN LATERAL (
            SELECT array_agg(product_id ORDER BY number) AS product_ids,
                array_agg(quantity ORDER BY number) AS quantities,
                array_agg(unit_price ORDER BY number) AS unit_prices,
                array_agg(amount ORDER BY number) AS amounts
            FROM josk.order_lines
            WHERE business_id = o.business_id AND order_id = o.id
        ) AS l
        """

    let id: Order.ID
    let customerID: Customer.ID
    let number: Int64
    let reference: OrderReference?
    let total: Int64
    let placedAt: Timestamp
    let commandID: JournalEntry.ID
    let productIDs: [Product.ID]
    let quantities: [Int64]
    let unitPrices: [Int64]
    let amounts: [Int64]

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        id = try row.next()
        customerID = try row.next()
        number = try row.next()
        reference = try row.nextIfAny()
        total = try row.next()
        placedAt = try row.next()
        commandID = try row.next()
        productIDs = try row.nextArray()
        quantities = try row.nextArray()
        unitPrices = try row.nextArray()
        amounts = try row.nextArray()
        let counts = [quantities.count, unitPrices.count, amounts.count]
        guard counts.allSatisfy({ $0 == productIDs.count }) else {
            throw .malformed("the lines of order \(id) have columns of different lengths")
        }
        try check(total, within: Limits.nonNegativeAmount, "total")
        for quantity in quantities { try check(quantity, within: Limits.quantity, "quantity") }
        for amount in amounts + unitPrices { try check(amount, within: Limits.nonNegativeAmount, "amount") }
    }

    func order(in currency: Currency) -> Order {
        Order(
            id: id, customerID: customerID, number: number, reference: reference,
            lines: productIDs.indices.map { index in
                OrderLine(
                    productID: productIDs[index], quantity: quantities[index],
                    unitPrice: Money(minorUnits: unitPrices[index], currency),
                    amount: Money(minorUnits: amounts[index], currency))
            },
            total: Money(minorUnits: total, currency), placedAt: placedAt, commandID: commandID)
    }
}
