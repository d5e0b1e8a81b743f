import JoskLibPQ

extension AttackKind {
    /// Returns an attack with two variants: a reference to a row of the victim, and one to a row that no tenant has.
    ///
    /// Both are refused with the same message, so that the attacker cannot find out if the victim's row exists.
    private static func foreign(
        _ name: String, _ row: String, _ sql: (String) -> String, by constraint: String
    ) -> Attack {
        Attack(name, any: [sql("{\(row)}"), sql("{nowhere}")], .refused("23503", by: constraint))
    }

    static let references = AttackKind(
        heading: "Referencing another tenant's rows",
        attacks: [
            Attack(
                "Add a customer to a tenant that does not exist", "SET josk.business = '{nowhere}'",
                ForgedRow.customer("{nowhere}", id: "{nowhere}"),
                is: .refused("23503", by: "customers_business_id_fkey")),
            Attack(
                "Add a product to a tenant that does not exist", "SET josk.business = '{nowhere}'",
                ForgedRow.product("{nowhere}", id: "{nowhere}", sku: "x"),
                is: .refused("23503", by: "products_business_id_fkey")),
            foreign(
                "An order of another tenant's customer", "customer", { ForgedRow.order(of: $0) },
                by: "orders_business_id_customer_id_fkey"),
            foreign(
                "A line of another tenant's order", "order", { ForgedRow.line(of: $0) },
                by: "order_lines_business_id_order_id_fkey"),
            foreign(
                "A line with another tenant's product", "product", { ForgedRow.line(product: $0) },
                by: "order_lines_business_id_product_id_fkey"),
            foreign(
                "A refund of another tenant's order", "order",
                { ForgedRow.refund(of: $0, number: 1, total: 0, refunded: 0) }, by: "refunds_order"),
            foreign(
                "A refund to another tenant's customer", "customer",
                { ForgedRow.refund(to: $0, total: 0, refunded: 100) }, by: "refunds_order"),
            foreign(
                "A refund line on another tenant's refund", "order", { ForgedRow.refundLine(of: $0) },
                by: "refund_lines_business_id_order_id_refund_number_fkey"),
            foreign(
                "A refund line with another tenant's product", "product",
                { ForgedRow.refundLine(product: $0) }, by: "refund_lines_business_id_product_id_fkey"),
            foreign(
                "A ledger of another tenant's customer", "customer",
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
                "A charge for another tenant's order", "order", { ForgedRow.charge(200, for: "'\($0)'") },
                by: "ledger_entries_charge"),
            foreign(
                "A credit for another tenant's refund", "order",
                {
                    ForgedRow.entry(
                        "refund", -100, ["order_id": "'\($0)'", "refund_number": "1", "content": "e.hash"])
                }, by: "ledger_entries_refund"),
            foreign(
                "A movement of another tenant's product", "product",
                {
                    ForgedRow.movement(
                        "receipt", 1, ["product_id": "'\($0)'", "sequence": "1", "stock": "1"])
                },
                by: "stock_movements_business_id_product_id_fkey"),
            foreign(
                "A sale on another tenant's order", "order",
                { ForgedRow.movement("sale", -1, ["order_id": "'\($0)'"]) },
                by: "stock_movements_business_id_order_id_fkey"),
        ])

    static let keys = AttackKind(
        heading: "Probing for another tenant's rows",
        attacks: [
            Attack(
                "Use another tenant's identifiers, references, SKU and key for the attacker's own rows",
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
                "Insert rows with another tenant's identifier or reference despite ON CONFLICT DO NOTHING",
                [
                    ForgedRow.customer("{own tenant}", id: "{customer}"),
                    ForgedRow.customer("{own tenant}", id: "{nowhere}", reference: "'victim-customer'"),
                ].map { ["BEGIN", $0 + " ON CONFLICT DO NOTHING"] }, .allowed),
            Attack(
                "Create a business to find out if its identifier is taken",
                any: ["{tenant}", "{nowhere}"].map {
                    "INSERT INTO josk.businesses "
                        + "(id, name, currency, time_zone, payment_term_days, created_at) "
                        + "VALUES ('\($0)', 'x', 'GBP', 'GMT', 0, now())"
                }, .refused("42501")),
        ])
}
