/// INSERT statements of rows that an application with a bug may try to write into its own tenant.
///
/// They follow the rows of ``JoskTesting/Shop/openForAttack(on:called:)``: an order of two units at 100 each, one of
/// which was refunded, a payment of 5 and its reversal, and an order of three units.
enum ForgedRow {
    /// Returns the INSERT of a customer.
    static func customer(_ tenant: String, id: String, reference: String = "NULL") -> String {
        "INSERT INTO josk.customers (business_id, id, name, reference, is_active) "
            + "VALUES ('\(tenant)', '\(id)', 'Mallory', \(reference), true)"
    }

    /// Returns the INSERT of a product.
    static func product(_ tenant: String, id: String, sku: String) -> String {
        "INSERT INTO josk.products (business_id, id, sku, name, price, is_active, added_at, stock, "
            + "movement_count, moved_at) "
            + "VALUES ('\(tenant)', '\(id)', '\(sku)', 'Tea', 1, true, now(), 0, 0, now())"
    }

    /// Returns the INSERT of an order, without a charge.
    static func order(
        _ id: String = "gen_random_uuid()", of customer: String = "{own customer}", number: Int = 50,
        reference: String = "NULL", total: Int = 70
    ) -> String {
        "INSERT INTO josk.orders "
            + "(business_id, id, customer_id, number, reference, total, placed_at, command_id) "
            + "VALUES ('{own tenant}', \(id), '\(customer)', \(number), \(reference), \(total), now(), "
            + "gen_random_uuid())"
    }

    /// Returns the INSERT of an order line after the existing ones.
    static func line(of order: String = "{own order}", product: String = "{own product}", amount: Int = 100)
        -> String
    {
        "INSERT INTO josk.order_lines "
            + "(business_id, order_id, number, product_id, quantity, unit_price, amount) "
            + "VALUES ('{own tenant}', '\(order)', 9, '\(product)', 1, 100, \(amount))"
    }

    /// Returns the INSERT of a refund of the first order, after the existing one.
    static func refund(
        of order: String = "{own order}", to customer: String = "{own customer}", number: Int = 2, total: Int,
        refunded: Int, orderTotal: Int = 200
    ) -> String {
        """
        INSERT INTO josk.refunds
            (business_id, order_id, number, customer_id, total, refunded_at, command_id, order_total,
            refunded)
        VALUES ('{own tenant}', '\(order)', \(number), '\(customer)', \(total), now(), gen_random_uuid(),
            \(orderTotal), \(refunded))
        """
    }

    /// Returns the INSERT of a line of the existing refund.
    static func refundLine(
        of order: String = "{own order}", line: Int = 1, product: String = "{own product}"
    ) -> String {
        """
        INSERT INTO josk.refund_lines (business_id, order_id, refund_number, number, line_number, product_id,
            quantity, amount, is_restocked)
        VALUES ('{own tenant}', '\(order)', 1, 9, \(line), '\(product)', 1, 0, false)
        """
    }

    /// Returns the INSERT of an entry after the last one of the customer's ledger; the columns contain the forged
    /// values.
    static func entry(_ kind: String, _ amount: Int, _ columns: [String: String] = [:]) -> String {
        var values = [
            "business_id": "e.business_id", "customer_id": "e.customer_id", "kind": "'\(kind)'",
            "amount": "\(amount)", "sequence": "e.sequence + 1", "balance": "e.balance + \(amount)",
            "credit_limit": "e.credit_limit", "previous_balance": "e.balance",
            "previous_limit": "e.credit_limit",
            "recorded_at": "now()", "command_id": "gen_random_uuid()", "previous_hash": "e.hash",
            "hash": "e.hash",
        ]
        values.merge(columns) { _, forged in forged }
        let names = values.keys.sorted()
        return """
            INSERT INTO josk.ledger_entries (\(names.joined(separator: ", ")))
            SELECT \(names.map { values[$0] ?? "" }.joined(separator: ", "))
            FROM josk.ledger_entries AS e WHERE e.customer_id = '{own customer}'
            ORDER BY e.sequence DESC LIMIT 1
            """
    }

    static func payment(_ columns: [String: String] = [:]) -> String {
        entry("payment", -1, ["effective_date": "current_date"].merging(columns) { _, forged in forged })
    }

    static func charge(_ amount: Int, for order: String) -> String {
        entry("charge", amount, ["order_id": order, "content": "e.hash", "due_date": "current_date"])
    }

    /// Returns the INSERT of a movement after the last one of the product.
    static func movement(_ kind: String, _ quantity: Int, _ columns: [String: String] = [:]) -> String {
        var values = [
            "business_id": "m.business_id", "product_id": "m.product_id", "sequence": "m.sequence + 1",
            "kind": "'\(kind)'", "quantity": "\(quantity)", "stock": "m.stock + \(quantity)",
            "moved_at": "now()",
            "command_id": "gen_random_uuid()",
        ]
        values.merge(columns) { _, forged in forged }
        let names = values.keys.sorted()
        return """
            INSERT INTO josk.stock_movements (\(names.joined(separator: ", ")))
            SELECT \(names.map { values[$0] ?? "" }.joined(separator: ", "))
            FROM josk.stock_movements AS m WHERE m.product_id = '{own product}'
            ORDER BY m.sequence DESC LIMIT 1
            """
    }

    /// Returns the INSERT of a command without facts.
    static func command(key: String, id: String = "gen_random_uuid()", metadata: String = "[]") -> String {
        """
        INSERT INTO josk.journal
            (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
        SELECT business_id, '\(key)', \(id), kind, fingerprint, receipt, 0, '\(metadata)', recorded_at,
            epoch, xid
        FROM josk.journal LIMIT 1
        """
    }
}
