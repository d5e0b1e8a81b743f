internal import GRDB
public import JoskLedger

extension SQLiteReader {
    /// Implements ``/JoskLedger/BusinessReader/forEachRow(by:_:)``.
    ///
    /// One query returns all rows in their order, and only one row at a time is in memory.
    public func forEachRow(by order: RowOrder, _ visit: (StoredRow) -> Void) throws(StoreError) {
        let sections = order == .owner ? Section.byOwner : Section.byCommand
        let sql = sections.map(\.sql).joined(separator: " UNION ALL ") + " ORDER BY 1, 2, 3, 4, 5"
        try attempt {
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: sql), arguments: ["business": businessID])
            while let row = try rows.next() {
                let (table, content): (String, String) = (row["kind"], row["content"])
                visit(try StoredRow(of: table, content))
            }
        }
    }
}

/// A table's part of the query, with five columns to order by, the name of the table, and the row.
private struct Section {
    let table: String
    let order: String
    var source: String?

    /// The sections in the order of the rows' owners.
    ///
    /// First is the business, then each customer with its entries and its orders, each order with its refunds, then
    /// each product with its movements, and last the journal. Foreign keys ensure that each row has an owner.
    static let byOwner = [
        Section(
            table: "businesses", order: "0, '', 0, 0, 0",
            source: "(SELECT id AS business_id, content FROM businesses)"),
        Section(table: "customers", order: "1, id, 0, 0, 0"),
        Section(table: "ledger_entries", order: "1, customer_id, 1, sequence, 0"),
        Section(table: "orders", order: "1, customer_id, 2, number, 0"),
        Section(table: "refunds", order: "1, customer_id, 2, order_number, number", source: numberedRefunds),
        Section(table: "products", order: "2, id, 0, 0, 0"),
        Section(table: "stock_movements", order: "2, product_id, 1, sequence, 0"),
        Section(table: "journal", order: "3, key, 0, 0, 0"),
    ]

    /// The sections in the order of the commands.
    ///
    /// Each command is followed by its orders, refunds, ledger entries and movements.
    static let byCommand = [
        Section(table: "journal", order: "id, 0, '', 0, 0"),
        Section(table: "orders", order: "command_id, 1, id, 0, 0"),
        Section(table: "refunds", order: "command_id, 2, order_id, number, 0"),
        Section(table: "ledger_entries", order: "command_id, 3, customer_id, sequence, 0"),
        Section(table: "stock_movements", order: "command_id, 4, product_id, sequence, 0"),
    ]

    /// The refunds with their customer and the number of their order.
    private static let numberedRefunds = """
        (SELECT r.business_id, o.customer_id, o.number AS order_number, r.number, r.content
        FROM refunds AS r JOIN orders AS o ON o.business_id = r.business_id AND o.id = r.order_id)
        """

    var sql: String {
        "SELECT \(order), '\(table)' AS kind, content FROM \(source ?? table) WHERE business_id = :business"
    }
}

extension StoredRow {
    fileprivate init(of table: String, _ content: String) throws {
        switch table {
        case "businesses": self = .business(try JSON.value(of: content))
        case "customers": self = .customer(try JSON.value(of: content))
        case "products": self = .productStock(try JSON.value(of: content))
        case "orders": self = .order(try JSON.value(of: content))
        case "refunds": self = .refund(try JSON.value(of: content))
        case "ledger_entries": self = .ledgerEntry(try JSON.value(of: content))
        case "stock_movements": self = .stockMovement(try JSON.value(of: content))
        case "journal": self = .journalEntry(try JSON.value(of: content))
        default: throw StoreError(unreadable: "no row type for the table \(table)")
        }
    }
}
