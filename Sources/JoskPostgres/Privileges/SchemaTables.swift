/// The tables of the schema `josk` after the last migration of ``Migration/all``.
enum SchemaTables {
    /// The tables whose rows belong to a business.
    static let ofTenants = [
        "businesses", "customers", "products", "orders", "order_lines", "refunds", "refund_lines",
        "ledger_entries", "stock_movements", "journal",
    ]

    /// The tables whose rows never change.
    static let appendOnly = [
        "orders", "order_lines", "refunds", "refund_lines", "ledger_entries", "stock_movements", "journal",
    ]

    /// The tables that the application only reads.
    static let ofOperators = ["cluster", "migrations"]
}
