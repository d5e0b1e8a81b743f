import Testing

/// An edit that only a superuser can make, and the one row that an audit then names.
///
/// The edit is made with triggers and foreign keys switched off. Names in braces are placeholders, which
/// ``SuperuserEditTests`` replaces.
struct SuperuserEdit: Sendable, CustomTestStringConvertible {
    let name: String
    let table: String
    let sql: String
    /// The row as ``JoskLedger/AuditViolation`` describes it.
    let row: String

    init(_ name: String, in table: String, _ sql: String, named row: String) {
        self.name = name
        self.table = table
        self.sql = sql
        self.row = row
    }

    var testDescription: String { name }

    /// The named row as written on the page, without the braces of its placeholders.
    var result: String { row.replacing(/\{|\}/, with: "") }

    static let all = old + last + removed + others

    private static let old = [
        SuperuserEdit(
            "The time of an old order", in: "orders",
            "UPDATE josk.orders SET placed_at = placed_at - interval '1 day' WHERE id = '{first order}'",
            named: "order {first order}"),
        SuperuserEdit(
            "The total of an old order", in: "orders",
            "UPDATE josk.orders SET total = total - 1 WHERE id = '{first order}'",
            named: "order {first order}"),
        SuperuserEdit(
            "The quantity of an old line", in: "order_lines",
            "UPDATE josk.order_lines SET quantity = 1, amount = 100 WHERE order_id = '{first order}'",
            named: "order {first order}"),
        SuperuserEdit(
            "The total of a refund", in: "refunds", "UPDATE josk.refunds SET total = 99, refunded = 99",
            named: "refund 1 of order {first order}"),
        SuperuserEdit(
            "The restocking of refunded goods", in: "refund_lines",
            "UPDATE josk.refund_lines SET is_restocked = false",
            named: "refund 1 of order {first order}"),
        SuperuserEdit(
            "The amount of an old payment, and its balance", in: "ledger_entries",
            "UPDATE josk.ledger_entries SET amount = amount - 1, balance = balance - 1 "
                + "WHERE kind = 'payment'",
            named: "entry 4 of customer {customer}"),
        SuperuserEdit(
            "The credit limit of an old charge", in: "ledger_entries",
            "UPDATE josk.ledger_entries "
                + "SET credit_limit = credit_limit + 1, previous_limit = previous_limit + 1 "
                + "WHERE order_id = '{first order}' AND kind = 'charge'",
            named: "entry 2 of customer {customer}"),
        SuperuserEdit(
            "The quantity of an old movement", in: "stock_movements",
            "UPDATE josk.stock_movements SET quantity = quantity + 1, stock = stock + 1 WHERE sequence = 1",
            named: "movement 1 of product {product}"),
        SuperuserEdit(
            "The receipt of an old command", in: "journal",
            "UPDATE josk.journal SET receipt = set_byte(receipt, 0, get_byte(receipt, 0) # 255) "
                + "WHERE id = '{first command}'",
            named: "command {first command}"),
        SuperuserEdit(
            "The metadata of an old command", in: "journal",
            "UPDATE josk.journal SET metadata = '[[\"by\",\"mallory\"]]' WHERE id = '{first command}'",
            named: "command {first command}"),
    ]

    private static let last = [
        SuperuserEdit(
            "The reference of the last order", in: "orders",
            "UPDATE josk.orders SET reference = 'x' WHERE id = '{last order}'",
            named: "order {last order}"),
        SuperuserEdit(
            "The price of the last line", in: "order_lines",
            "UPDATE josk.order_lines SET unit_price = 50, amount = 150 WHERE order_id = '{last order}'",
            named: "order {last order}"),
        SuperuserEdit(
            "The amount of the last entry, and its balance", in: "ledger_entries",
            "UPDATE josk.ledger_entries SET amount = amount - 1, balance = balance - 1 "
                + "WHERE order_id = '{last order}'",
            named: "entry 6 of customer {customer}"),
        SuperuserEdit(
            "The hash of the last entry", in: "ledger_entries",
            "UPDATE josk.ledger_entries SET hash = sha256(hash) WHERE order_id = '{last order}'",
            named: "entry 6 of customer {customer}"),
        SuperuserEdit(
            "The quantity of the last movement", in: "stock_movements",
            "UPDATE josk.stock_movements SET quantity = quantity + 1, stock = stock + 1 "
                + "WHERE order_id = '{last order}'",
            named: "movement 4 of product {product}"),
        SuperuserEdit(
            "The fingerprint of the last command", in: "journal",
            "UPDATE josk.journal SET fingerprint = sha256(fingerprint) WHERE id = '{last command}'",
            named: "command {last command}"),
    ]

    private static let removed = [
        SuperuserEdit(
            "The removal of an old entry", in: "ledger_entries",
            "DELETE FROM josk.ledger_entries WHERE kind = 'payment'",
            named: "entry 4 of customer {customer}"),
        SuperuserEdit(
            "The removal of the last entry", in: "ledger_entries",
            "DELETE FROM josk.ledger_entries WHERE order_id = '{last order}'",
            named: "entry 6 of customer {customer}"),
        SuperuserEdit(
            "The removal of a line", in: "order_lines",
            "DELETE FROM josk.order_lines WHERE order_id = '{last order}'",
            named: "order {last order}"),
        SuperuserEdit(
            "The removal of an order", in: "orders", "DELETE FROM josk.orders WHERE id = '{last order}'",
            named: "order {last order}"),
        SuperuserEdit(
            "The removal of a movement", in: "stock_movements",
            "DELETE FROM josk.stock_movements WHERE order_id = '{last order}'",
            named: "movement 4 of product {product}"),
        SuperuserEdit(
            "The removal of a command", in: "journal", "DELETE FROM josk.journal WHERE id = '{last command}'",
            named: "command {last command}"),
    ]

    private static let others = [
        SuperuserEdit(
            "Stock that differs from the last movement", in: "products",
            "UPDATE josk.products SET stock = stock + 1 WHERE id = '{product}'", named: "product {product}")
    ]
}
