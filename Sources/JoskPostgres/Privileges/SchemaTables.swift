/// The tables of the schema `josk`, as the last step of ``Migration/all`` leaves it.
enum SchemaTables {
    /// Whose rows belong to a business.
    static let ofTenants = [
        "businesses", "customers", "products", "orders", "order_lines", "refunds", "refund_lines",
        "ledger_entries", "stock_movements", "journal",
    ]

    /// Whose rows never change.
    static let appendOnly = [
        "orders", "order_lines", "refunds", "refund_lines", "ledger_entries", "stock_movements", "journal",
    ]

    /// What the application only reads.
    static let ofOperators = ["cluster", "migrations"]
}
