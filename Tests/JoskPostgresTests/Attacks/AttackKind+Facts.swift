import JoskLibPQ

@testable import JoskPostgres

extension AttackKind {
    private static func check(_ name: String, _ sql: String, _ constraint: String) -> Attack {
        Attack(name, any: [sql], .refused("23514", by: constraint))
    }

    private static func link(_ name: String, _ steps: String..., by constraint: String) -> Attack {
        Attack(name, [["BEGIN"] + steps], .refused("23503", by: constraint))
    }

    private static func double(_ name: String, _ sql: String, _ constraint: String) -> Attack {
        Attack(name, any: [sql], .refused("23505", by: constraint))
    }

    static let facts = AttackKind(
        heading: "Forging facts in the attacker's own tenant",
        attacks: edits + ledger + refunds + stock + others)

    private static let edits = [
        Attack(
            "Update a fact, even without a change",
            SchemaTables.appendOnly.map { ["UPDATE josk.\($0) SET business_id = business_id"] },
            .refused("42501")),
        Attack(
            "Update a fact as the owner of the tables", by: .owner,
            SchemaTables.appendOnly.map { ["UPDATE josk.\($0) SET business_id = business_id"] },
            .refused("23001")),
        Attack(
            "Delete or truncate facts as the owner of the tables", by: .owner,
            SchemaTables.appendOnly.flatMap {
                [["DELETE FROM josk.\($0)"], ["TRUNCATE josk.\($0) CASCADE"]]
            },
            .refused("42501")),
        Attack(
            "Update, delete or truncate facts as a superuser", by: .superuser, bySuperuser([]),
            .refused("23001")),
        Attack(
            "Update, delete or truncate facts as a superuser and a replica (`session_replication_role`)",
            by: .superuser,
            bySuperuser(["SET session_replication_role = replica"]), .refused("23001")),
        Attack(
            "Read every table as the owner of the tables with no tenant set", by: .superuser,
            eachTable { table, _ in ["SET ROLE josk_owner", "SELECT FROM \(table)"] }, .nothing),
    ]

    private static func bySuperuser(_ first: [String]) -> [[String]] {
        SchemaTables.appendOnly.flatMap { table in
            [
                "UPDATE josk.\(table) SET business_id = business_id", "DELETE FROM josk.\(table)",
                "TRUNCATE josk.\(table) CASCADE",
            ].map { ["BEGIN"] + first + [$0] }
        }
    }

    private static let ledger = [
        check(
            "An entry whose balance is not the sum", ForgedRow.payment(["balance": "e.balance"]),
            "balance_is_sum"),
        link(
            "An entry that skips a number", ForgedRow.payment(["sequence": "e.sequence + 2"]),
            by: "ledger_entries_chain"),
        link(
            "An entry that begins from another balance than the last one's",
            ForgedRow.payment(["previous_balance": "e.balance - 7", "balance": "e.balance - 8"]),
            by: "ledger_entries_chain"),
        double(
            "A second entry with the same number", ForgedRow.payment(["sequence": "e.sequence"]),
            "ledger_entries_pkey"),
        check("A ledger that is opened twice", ForgedRow.entry("opened", 0), "opened_once"),
        check(
            "A ledger that begins with a debt",
            ForgedRow.entry(
                "opened", 0,
                [
                    "customer_id": "gen_random_uuid()", "sequence": "1", "previous_balance": "5",
                    "balance": "5",
                ]),
            "opened_at_zero"),
        check(
            "A payment that changes the credit limit",
            ForgedRow.payment(["credit_limit": "e.credit_limit + 5"]),
            "limit_changes_openly"),
        check(
            "A charge beyond the credit limit", ForgedRow.charge(1_000_000, for: "'{own order}'"),
            "charge_within_limit"),
        check(
            "A payout to a customer who owes",
            ForgedRow.entry("payout", 1, ["effective_date": "current_date"]), "payout_of_credit"),
        check(
            "A payment of a negative amount", ForgedRow.payment(["amount": "1", "balance": "e.balance + 1"]),
            "amount_fits_kind"),
        check("An entry of an unknown kind", ForgedRow.entry("gift", -1), "amount_fits_kind"),
        check("A payment for an order", ForgedRow.payment(["order_id": "'{own order}'"]), "details_fit_kind"),
        check(
            "An adjustment of an unknown kind",
            ForgedRow.entry(
                "adjustment", -1,
                ["effective_date": "current_date", "adjustment": "'gift'", "reason": "'x'"]),
            "adjustment_is_known"),
        check(
            "A payment with an infinite date", ForgedRow.payment(["effective_date": "'infinity'"]),
            "ledger_entries_effective_date_check"),
        link(
            "A charge that differs from its order's total", ForgedRow.order("'{nowhere}'"),
            ForgedRow.charge(69, for: "'{nowhere}'"), by: "ledger_entries_charge"),
        link(
            "A charge for another customer's order",
            ForgedRow.order("'{nowhere}'", of: "{own second customer}"),
            ForgedRow.charge(70, for: "'{nowhere}'"), by: "ledger_entries_charge"),
        double(
            "An order that is charged twice", ForgedRow.charge(200, for: "'{own order}'"),
            "ledger_entries_order"),
        double(
            "A payment that is reversed twice",
            ForgedRow.entry("reversal", 5, ["reversed_sequence": "{own payment}", "reason": "'again'"]),
            "ledger_entries_reversal"),
        link(
            "A reversal of an entry that does not exist",
            ForgedRow.entry("reversal", 5, ["reversed_sequence": "0", "reason": "'x'"]),
            by: "ledger_entries_business_id_customer_id_reversed_sequence_fkey"),
        check(
            "A reversal of a later entry",
            ForgedRow.entry("reversal", 5, ["reversed_sequence": "e.sequence + 1", "reason": "'x'"]),
            "reversal_of_earlier"),
    ]

    private static let refunds = [
        link(
            "A refund that ignores the one before it", ForgedRow.refund(total: 100, refunded: 100),
            by: "refunds_chain"),
        link(
            "A refund that skips a number", ForgedRow.refund(number: 3, total: 1, refunded: 101),
            by: "refunds_chain"),
        check(
            "Refunds of more than the order's total", ForgedRow.refund(total: 101, refunded: 201),
            "refunded_within_order"),
        link(
            "A refund that raises its order's total",
            ForgedRow.refund(total: 101, refunded: 201, orderTotal: 999),
            by: "refunds_order"),
        check(
            "A first refund that includes an earlier one",
            ForgedRow.refund(of: "{nowhere}", number: 1, total: 1, refunded: 2), "refunds_begin_at_zero"),
        double(
            "A second refund with the same number", ForgedRow.refund(number: 1, total: 100, refunded: 100),
            "refunds_pkey"),
        link(
            "A refund of a line that is not on the order", ForgedRow.refundLine(line: 7),
            by: "refund_lines_business_id_order_id_line_number_fkey"),
    ]

    private static let stock = [
        check("Stock below zero", "UPDATE josk.products SET stock = -1", "products_stock_check"),
        check(
            "A sale of more units than the stock",
            ForgedRow.movement("sale", -1_000, ["order_id": "'{own order}'"]),
            "stock_movements_stock_check"),
        link(
            "A movement whose stock is not the sum",
            ForgedRow.movement("receipt", 1, ["stock": "m.stock + 2"]), by: "stock_movements_chain"),
        link(
            "A movement that skips a number",
            ForgedRow.movement("receipt", 1, ["sequence": "m.sequence + 2"]), by: "stock_movements_chain"),
        double(
            "A second movement with the same number",
            ForgedRow.movement("receipt", 7, ["sequence": "1", "stock": "7"]),
            "stock_movements_pkey"),
        check(
            "A first movement that does not start from zero",
            ForgedRow.movement(
                "receipt", 7, ["product_id": "gen_random_uuid()", "sequence": "1", "stock": "8"]),
            "starts_at_zero"),
        check(
            "A sale that increases the stock", ForgedRow.movement("sale", 1, ["order_id": "'{own order}'"]),
            "quantity_fits_kind"),
        check("A sale without an order", ForgedRow.movement("sale", -1), "details_fit_kind"),
        link(
            "A return for a refund that does not exist",
            ForgedRow.movement("return", 1, ["order_id": "'{own order}'", "refund_number": "9"]),
            by: "stock_movements_business_id_order_id_refund_number_fkey"),
    ]

    private static let others = [
        check(
            "A line whose amount is not quantity times price", ForgedRow.line(amount: 99),
            "order_lines_check"),
        double("A second order with the same number", ForgedRow.order(number: 1), "orders_number"),
        double(
            "A second order with the same reference", ForgedRow.order(reference: "'attacker-invoice'"),
            "orders_reference"),
        double(
            "A second customer with the same reference",
            ForgedRow.customer("{own tenant}", id: "{nowhere}", reference: "'attacker-customer'"),
            "customers_reference"),
        double(
            "A second product with the same SKU",
            ForgedRow.product("{own tenant}", id: "{nowhere}", sku: "attacker-sku"), "products_sku"),
        double(
            "An idempotency key that is used twice", ForgedRow.command(key: "attacker-key"), "journal_pkey"),
        double(
            "A command with the identifier of another", ForgedRow.command(key: "x", id: "'{own command}'"),
            "journal_id"),
        check(
            "A command whose metadata is not a list", ForgedRow.command(key: "x", metadata: "{}"),
            "journal_metadata_check"),
    ]
}
