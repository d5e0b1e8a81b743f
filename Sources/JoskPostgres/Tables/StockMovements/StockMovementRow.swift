internal import JoskLedger
internal import JoskLibPQ

extension StockMovement {
    /// Returns the columns of a movement, in the order of ``init(from:)``.
    static func columns(of table: String) -> String {
        [
            "product_id", "sequence", "kind", "quantity", "stock", "moved_at", "command_id", "order_id",
            "refund_number", "reference", "reason",
        ].map { "\(table).\($0)" }.joined(separator: ", ")
    }

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        let (productID, sequence) = (try row.next(Product.ID.self), try row.next(Int64.self))
        let kind = try row.next(String.self)
        let (quantity, stock) = (try row.next(Int64.self), try row.next(Int64.self))
        let (movedAt, commandID) = (try row.next(Timestamp.self), try row.next(JournalEntry.ID.self))
        self.init(
            productID: productID, sequence: sequence, kind: try Kind(from: &row, named: kind),
            quantity: quantity, stock: stock, movedAt: movedAt, commandID: commandID)
    }
}

extension StockMovement.Kind {
    fileprivate init(from row: inout Rows.RowDecoder, named name: String) throws(PostgresError) {
        let order = try row.nextIfAny(Order.ID.self)
        let refundNumber = try row.nextIfAny(Int64.self)
        let reference = try row.nextIfAny(DeliveryReference.self)
        let reason = try row.nextIfAny(Reason.self)
        let kind: Self? =
            switch (name, order, refundNumber) {
            case ("receipt", _, _): .receipt(reference)
            case ("sale", let order?, _): .sale(order)
            case ("return", let order?, let number?): .return(Refund.ID(orderID: order, number: number))
            case ("adjustment", _, _): reason.map { .adjustment($0) }
            default: nil
            }
        guard let kind else {
            throw .malformed("a stock movement has the unknown kind \(name), or lacks details of that kind")
        }
        self = kind
    }

    typealias KindRow = (
        name: String, orderID: Order.ID?, refundNumber: Int64?, reference: DeliveryReference?, reason: Reason?
    )

    /// The name and the columns of the kind.
    var row: KindRow {
        switch self {
        case .receipt(let reference): ("receipt", nil, nil, reference, nil)
        case .sale(let order): ("sale", order, nil, nil, nil)
        case .return(let refund): ("return", refund.orderID, refund.number, nil, nil)
        case .adjustment(let reason): ("adjustment", nil, nil, nil, reason)
        }
    }
}
