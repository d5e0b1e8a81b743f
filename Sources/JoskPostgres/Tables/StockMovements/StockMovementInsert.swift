import JoskLedger
import JoskLibPQ

struct InsertStockMovements: WritingStatement {
    let business: Business.ID
    let movements: [StockMovement]
    var rowCount: Int { movements.count }

    static let sql = """
        INSERT INTO josk.stock_movements
            (business_id, product_id, sequence, kind, quantity, stock, moved_at, command_id,
            order_id, refund_number, reference, reason)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                AS u (product_id, sequence, kind, quantity, stock, moved_at, command_id,
                    order_id, refund_number, reference, reason)
        WHERE b.id = $1 ORDER BY u.product_id, u.sequence
        """

    func bind(_ parameters: inout Parameters) {
        let kinds = movements.map(\.kind.row)
        parameters.append(business)
        parameters.append(array: movements.map(\.productID))
        parameters.append(array: movements.map(\.sequence))
        parameters.append(array: kinds.map(\.name))
        parameters.append(array: movements.map(\.quantity))
        parameters.append(array: movements.map(\.stock))
        parameters.append(array: movements.map(\.movedAt))
        parameters.append(array: movements.map(\.commandID))
        parameters.append(array: kinds.map(\.orderID))
        parameters.append(array: kinds.map(\.refundNumber))
        parameters.append(array: kinds.map(\.reference))
        parameters.append(array: kinds.map(\.reason))
    }
}
