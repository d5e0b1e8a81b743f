// The facts and rows that a transaction writes, one statement a table.
//
// Each but that of the business itself has the form INSERT … SELECT b.id, u.… FROM businesses b, unnest(…) u WHERE b.id = $1 ORDER BY a unique key:
// ordered, because two hosts that write the same keys in different orders would deadlock, and so by the key that two
// hosts are likely to share; joined to the tenant's row, because that is what lets an engine that distributes send the
// statement whole to the tenant's shard.

import Foundation
import JoskLedger
import JoskLibPQ

struct InsertBusiness: WritingStatement {
    let business: Business
    var rowCount: Int { 1 }

    static let sql = """
        INSERT INTO josk.businesses (id, name, currency, time_zone, payment_term_days, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business.id)
        parameters.append(business.name)
        parameters.append(business.currency)
        parameters.append(business.timeZone.identifier)
        parameters.append(Int32(clamping: business.paymentTerms.days))
        parameters.append(business.createdAt)
    }
}

struct InsertCustomers: WritingStatement {
    let business: Business.ID
    let customers: [Customer]
    var rowCount: Int { customers.count }

    static let sql = """
        INSERT INTO josk.customers (business_id, id, name, reference, payment_term_days, is_active)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6) AS u (id, name, reference, payment_term_days, is_active)
        WHERE b.id = $1 ORDER BY u.reference, u.id
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers.map(\.id))
        parameters.append(array: customers.map(\.name))
        parameters.append(array: customers.map(\.reference))
        parameters.append(array: customers.map { $0.paymentTerms.map { Int32(clamping: $0.days) } })
        parameters.append(array: customers.map(\.isActive))
    }
}

struct InsertProducts: WritingStatement {
    let business: Business.ID
    let items: [StockItem]
    var rowCount: Int { items.count }

    static let sql = """
        INSERT INTO josk.products
            (business_id, id, sku, name, price, is_active, added_at, stock, movement_count, moved_at)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
                AS u (id, sku, name, price, is_active, added_at, stock, movement_count, moved_at)
        WHERE b.id = $1 ORDER BY u.sku
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: items.map(\.id))
        parameters.append(array: items.map(\.product.sku))
        parameters.append(array: items.map(\.product.name))
        parameters.append(array: items.map(\.product.price.minorUnits))
        parameters.append(array: items.map(\.product.isActive))
        parameters.append(array: items.map(\.product.addedAt))
        parameters.append(array: items.map(\.stock))
        parameters.append(array: items.map(\.movementCount))
        parameters.append(array: items.map(\.movedAt))
    }
}

struct InsertOrders: WritingStatement {
    let business: Business.ID
    let orders: [Order]
    var rowCount: Int { orders.count }

    static let sql = """
        INSERT INTO josk.orders
            (business_id, id, customer_id, number, reference, total, placed_at, command_id)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8)
                AS u (id, customer_id, number, reference, total, placed_at, command_id)
        WHERE b.id = $1 ORDER BY u.id
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders.map(\.id))
        parameters.append(array: orders.map(\.customerID))
        parameters.append(array: orders.map(\.number))
        parameters.append(array: orders.map(\.reference))
        parameters.append(array: orders.map(\.total.minorUnits))
        parameters.append(array: orders.map(\.placedAt))
        parameters.append(array: orders.map(\.commandID))
    }
}

struct InsertOrderLines: WritingStatement {
    let business: Business.ID
    let orders: [Order]
    var rowCount: Int { orders.reduce(0) { $0 + $1.lines.count } }

    static let sql = """
        INSERT INTO josk.order_lines
            (business_id, order_id, number, product_id, quantity, unit_price, amount)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7)
                AS u (order_id, number, product_id, quantity, unit_price, amount)
        WHERE b.id = $1 ORDER BY u.order_id, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders.flatMap { order in order.lines.map { _ in order.id } })
        parameters.append(array: orders.flatMap { $0.lines.indices.map { Int32($0 + 1) } })
        let lines = orders.flatMap(\.lines)
        parameters.append(array: lines.map(\.productID))
        parameters.append(array: lines.map(\.quantity))
        parameters.append(array: lines.map(\.unitPrice.minorUnits))
        parameters.append(array: lines.map(\.amount.minorUnits))
    }
}

/// A refund with what chains it to its order and to the refund before it.
struct ChainedRefund: Sendable {
    let refund: Refund
    let orderTotal: Int64
    /// How much of the order has been refunded with this.
    let refunded: Int64
}

struct InsertRefunds: WritingStatement {
    let business: Business.ID
    let refunds: [ChainedRefund]
    var rowCount: Int { refunds.count }

    static let sql = """
        INSERT INTO josk.refunds
            (business_id, order_id, number, customer_id, total, refunded_at, command_id, order_total, refunded)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (order_id, number, customer_id, total, refunded_at, command_id, order_total, refunded)
        WHERE b.id = $1 ORDER BY u.order_id, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: refunds.map(\.refund.id.orderID))
        parameters.append(array: refunds.map(\.refund.id.number))
        parameters.append(array: refunds.map(\.refund.customerID))
        parameters.append(array: refunds.map(\.refund.total.minorUnits))
        parameters.append(array: refunds.map(\.refund.refundedAt))
        parameters.append(array: refunds.map(\.refund.commandID))
        parameters.append(array: refunds.map(\.orderTotal))
        parameters.append(array: refunds.map(\.refunded))
    }
}

struct InsertRefundLines: WritingStatement {
    let business: Business.ID
    let refunds: [Refund]
    var rowCount: Int { refunds.reduce(0) { $0 + $1.lines.count } }

    static let sql = """
        INSERT INTO josk.refund_lines
            (business_id, order_id, refund_number, number, line_number, product_id, quantity, amount,
            is_restocked)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (order_id, refund_number, number, line_number, product_id, quantity, amount, is_restocked)
        WHERE b.id = $1 ORDER BY u.order_id, u.refund_number, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: refunds.flatMap { refund in refund.lines.map { _ in refund.id.orderID } })
        parameters.append(array: refunds.flatMap { refund in refund.lines.map { _ in refund.id.number } })
        parameters.append(array: refunds.flatMap { $0.lines.indices.map { Int32($0 + 1) } })
        let lines = refunds.flatMap(\.lines)
        parameters.append(array: lines.map { Int32(clamping: $0.lineNumber) })
        parameters.append(array: lines.map(\.productID))
        parameters.append(array: lines.map(\.quantity))
        parameters.append(array: lines.map(\.amount.minorUnits))
        parameters.append(array: lines.map(\.isRestocked))
    }
}

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

struct InsertJournal: WritingStatement {
    let business: Business.ID
    let entries: [JournalEntry]
    /// The transaction's xid8, in decimal.
    let transaction: String
    var rowCount: Int { entries.count }

    /// Where nobody has an epoch the row is refused, and with it the transaction: without a journal row a command
    /// could happen twice.
    static let sql = """
        INSERT INTO josk.journal
            (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
        SELECT b.id, u.key, u.id, u.kind, u.fingerprint, u.receipt, u.fact_count, u.metadata::json,
            u.recorded_at, c.epoch, $10::text::xid8
        FROM josk.businesses AS b LEFT JOIN josk.cluster AS c ON true,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at)
        WHERE b.id = $1 ORDER BY u.key
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: entries.map(\.key))
        parameters.append(array: entries.map(\.id))
        parameters.append(array: entries.map(\.kind))
        parameters.append(array: entries.map(\.fingerprint))
        parameters.append(array: entries.map { Bytes($0.receipt) })
        parameters.append(array: entries.map { Int32(clamping: $0.factCount) })
        parameters.append(array: entries.map(\.metadata.json))
        parameters.append(array: entries.map(\.recordedAt))
        parameters.append(transaction)
    }
}
