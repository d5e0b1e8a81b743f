import JoskLibPQ

extension AttackKind {
    /// A reference to a row of the victim's, and one to a row that nobody has: both are refused in the same words, so that
    /// nobody finds out which of the two there is.
    private static func foreign(
        _ name: String, _ row: String, _ sql: (String) -> String, by constraint: String
    ) -> Attack {
        Attack(name, any: [sql("{\(row)}"), sql("{nowhere}")], .refused("23503", by: constraint))
    }

    static let references = AttackKind(
        heading: "Pointing at another tenant's rows",
        attacks: [
            Attack(
                "adds a customer to a tenant that is not there", "SET josk.business = '{nowhere}'",
                ForgedRow.customer("{nowhere}", id: "{nowhere}"),
                is: .refused("23503", by: "customers_business_id_fkey")),
            Attack(
                "adds a product to one", "SET josk.business = '{nowhere}'",
                ForgedRow.product("{nowhere}", id: "{nowhere}", sku: "x"),
                is: .refused("23503", by: "products_business_id_fkey")),
            foreign(
                "an order of another tenant's customer", "customer", { ForgedRow.order(of: $0) },
                by: "orders_business_id_customer_id_fkey"),
            foreign(
                "a line of another tenant's order", "order", { ForgedRow.line(of: $0) },
                by: "order_lines_business_id_order_id_fkey"),
            foreign(
                "a line with another tenant's product", "product", { ForgedRow.line(product: $0) },
                by: "order_lines_business_id_product_id_fkey"),
            foreign(
                "a refund of another tenant's order", "order",
                { ForgedRow.refund(of: $0, number: 1, total: 0, refunded: 0) }, by: "refunds_order"),
            foreign(
                "a refund to another tenant's customer", "customer",
                { ForgedRow.refund(to: $0, total: 0, refunded: 100) }, by: "refunds_order"),
            foreign(
                "a refund's line on another tenant's refund", "order", { ForgedRow.refundLine(of: $0) },
                by: "refund_lines_business_id_order_id_refund_number_fkey"),
            foreign(
                "a refund's line with another tenant's product", "product",
                { ForgedRow.refundLine(product: $0) }, by: "refund_lines_business_id_product_id_fkey"),
            foreign(
                "a ledger of another tenant's customer", "customer",
                {
                    ForgedRow.entry(
                        "opened", 0,
                        [
                            "customer_id": "'\($0)'", "sequence": "1", "balance": "0",
                            "previous_balance": "0",
                            "previous_limit": "0",
                        ])
                }, by: "ledger_entries_business_id_customer_id_fkey"),
            foreign(
                "a charge for another tenant's order", "order", { ForgedRow.charge(200, for: "'\($0)'") },
                by: "ledger_entries_charge"),
            foreign(
                "a credit for another tenant's refund", "order",
                {
                    ForgedRow.entry(
                        "refund", -100, ["order_id": "'\($0)'", "refund_number": "1", "content": "e.hash"])
                }, by: "ledger_entries_refund"),
            foreign(
                "a movement of another tenant's product", "product",
                {
                    ForgedRow.movement(
                        "receipt", 1, ["product_id": "'\($0)'", "sequence": "1", "stock": "1"])
                },
                by: "stock_movements_business_id_product_id_fkey"),
            foreign(
                "a sale on another tenant's order", "order",
                { ForgedRow.movement("sale", -1, ["order_id": "'\($0)'"]) },
                by: "stock_movements_business_id_order_id_fkey"),
        ])

    static let keys = AttackKind(
        heading: "Finding out what another tenant has",
        attacks: [
            Attack(
                "uses another tenant's identifiers, references, SKU and key for rows of its own",
                [
                    ForgedRow.customer("{own tenant}", id: "{customer}"),
                    ForgedRow.customer("{own tenant}", id: "{nowhere}", reference: "'victim-customer'"),
                    ForgedRow.product("{own tenant}", id: "{product}", sku: "x"),
                    ForgedRow.product("{own tenant}", id: "{nowhere}", sku: "victim-sku"),
                    ForgedRow.order("'{order}'"), ForgedRow.order(reference: "'victim-invoice'"),
                    ForgedRow.command(key: "victim-key"),
                    ForgedRow.command(key: "x", id: "'{command}'"),
                ].map { ["BEGIN", $0] }, .allowed),
            Attack(
                "the same with ON CONFLICT DO NOTHING: the row goes in",
                [
                    ForgedRow.customer("{own tenant}", id: "{customer}"),
                    ForgedRow.customer("{own tenant}", id: "{nowhere}", reference: "'victim-customer'"),
                ].map { ["BEGIN", $0 + " ON CONFLICT DO NOTHING"] }, .allowed),
            Attack(
                "opens a business by an identifier, to see whether it is taken",
                any: ["{tenant}", "{nowhere}"].map {
                    "INSERT INTO josk.businesses "
                        + "(id, name, currency, time_zone, payment_term_days, created_at) "
                        + "VALUES ('\($0)', 'x', 'GBP', 'GMT', 0, now())"
                }, .refused("42501")),
        ])
}
