import Foundation

/// The queries for the stored rows, in the format of a history.
///
/// They do not use the store, so that a mistake of the store's reads does not hide one of its writes.
private let factQueries = [
    """
    SELECT json_build_object('type', 'command', 'business', business_id, 'id', id, 'key', key, 'kind',
        coalesce((SELECT short FROM (VALUES ('record-payment', 'payment'), ('reverse-payment', 'reversal'),
            ('cancel-order', 'cancel'), ('change-credit-limit', 'limit'), ('add-customer', 'addCustomer'),
            ('change-business-terms', 'terms'), ('change-sku', 'sku'), ('add-product', 'addProduct'),
            ('change-price', 'price'), ('adjust-stock', 'stock'), ('receive-goods', 'goods')) AS k (long, short)
        WHERE long = kind), kind)) FROM josk.journal
    """,
    """
    SELECT json_build_object('type', 'order', 'business', o.business_id, 'id', o.id, 'customer', o.customer_id,
        'number', o.number, 'total', o.total, 'command', o.command_id, 'lines',
        json_agg(json_build_object('product', l.product_id, 'quantity', l.quantity, 'price', l.unit_price)
            ORDER BY l.number))
    FROM josk.orders AS o JOIN josk.order_lines AS l ON l.business_id = o.business_id AND l.order_id = o.id
    GROUP BY o.business_id, o.id
    """,
    """
    SELECT json_build_object('type', 'refund', 'business', r.business_id, 'order', r.order_id, 'number', r.number,
        'customer', r.customer_id, 'total', r.total, 'command', r.command_id, 'lines',
        json_agg(json_build_object('line', l.line_number, 'product', l.product_id, 'quantity', l.quantity,
            'amount', l.amount, 'restocked', l.is_restocked) ORDER BY l.number))
    FROM josk.refunds AS r JOIN josk.refund_lines AS l
        ON l.business_id = r.business_id AND l.order_id = r.order_id AND l.refund_number = r.number
    GROUP BY r.business_id, r.order_id, r.number
    """,
    """
    SELECT json_strip_nulls(json_build_object('type', 'entry', 'business', business_id, 'customer', customer_id,
        'sequence', sequence, 'kind', kind, 'amount', amount, 'balance', balance, 'limit', credit_limit,
        'command', command_id, 'order', order_id, 'refund', refund_number, 'reversed', reversed_sequence,
        'hash', encode(hash, 'hex')))
    FROM josk.ledger_entries
    """,
    """
    SELECT json_strip_nulls(json_build_object('type', 'movement', 'business', business_id, 'product', product_id,
        'sequence', sequence, 'kind', kind, 'quantity', quantity, 'stock', stock, 'command', command_id,
        'order', order_id, 'refund', refund_number))
    FROM josk.stock_movements
    """,
    """
    SELECT json_strip_nulls(json_build_object('type', 'customer', 'business', c.business_id, 'id', c.id,
        'reference', c.reference, 'orders',
        (SELECT count(*) FROM josk.orders AS o WHERE o.business_id = c.business_id AND o.customer_id = c.id)))
    FROM josk.customers AS c
    """,
    """
    SELECT json_build_object('type', 'product', 'business', business_id, 'id', id, 'sku', sku, 'price', price,
        'stock', stock, 'movements', movement_count) FROM josk.products
    """,
    "SELECT json_build_object('type', 'business', 'id', id, 'terms', payment_term_days) FROM josk.businesses",
]

extension HistoryDatabase {
    /// Writes the stored rows to a file.
    func writeFacts(to path: String) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw RecorderError("cannot write \(path)") }
        for query in factQueries { try file.write(contentsOf: Data((try await run(query) + "\n").utf8)) }
        try file.close()
    }
}
