import GRDB

/// The tables of the store.
///
/// Each row is stored as the JSON of its value. The values that find, order and constrain a row are in separate
/// columns.
///
/// Keys begin with the business. SQLite compares texts by their bytes, as Josk does. The texts of identifiers have the
/// same order as the identifiers.
enum Schema {
    /// The migrations of the schema, in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("tables") { database in
            for table in tables {
                try database.execute(
                    sql: """
                        CREATE TABLE \(table.name) (
                            content TEXT NOT NULL, \(table.columns), PRIMARY KEY (\(table.key.joined(separator: ", ")))
                        ) STRICT, WITHOUT ROWID
                        """)
            }
            for table in tables where table.isAppendOnly {
                for change in ["UPDATE", "DELETE"] {
                    try database.execute(
                        sql: """
                            CREATE TRIGGER \(table.name)_refuse_\(change) BEFORE \(change) ON \(table.name)
                            BEGIN SELECT RAISE(ABORT, '\(table.name) never change'); END
                            """)
                }
            }
        }
        return migrator
    }

    /// Returns the columns of a table's primary key.
    static func primaryKey(of table: String) -> [String] { tables.first { $0.name == table }?.key ?? [] }

    private struct Table {
        let name: String
        let key: [String]
        var isAppendOnly = true
        let columns: String
    }

    private static let tables = [
        Table(name: "businesses", key: ["id"], isAppendOnly: false, columns: "id TEXT NOT NULL"),
        Table(
            name: "customers", key: ["business_id", "id"], isAppendOnly: false,
            columns: """
                business_id TEXT NOT NULL REFERENCES businesses, id TEXT NOT NULL, reference TEXT,
                UNIQUE (business_id, reference)
                """),
        Table(
            name: "products", key: ["business_id", "id"], isAppendOnly: false,
            columns: """
                business_id TEXT NOT NULL REFERENCES businesses, id TEXT NOT NULL, sku TEXT,
                stock INTEGER NOT NULL CHECK (stock >= 0), UNIQUE (business_id, sku)
                """),
        Table(
            name: "orders", key: ["business_id", "id"],
            columns: """
                business_id TEXT NOT NULL, id TEXT NOT NULL, customer_id TEXT NOT NULL, number INTEGER NOT NULL,
                reference TEXT, command_id TEXT NOT NULL, UNIQUE (business_id, customer_id, number),
                UNIQUE (business_id, reference), FOREIGN KEY (business_id, customer_id) REFERENCES customers
                """),
        Table(
            name: "refunds", key: ["business_id", "order_id", "number"],
            columns: """
                business_id TEXT NOT NULL, order_id TEXT NOT NULL, number INTEGER NOT NULL,
                command_id TEXT NOT NULL, FOREIGN KEY (business_id, order_id) REFERENCES orders
                """),
        Table(
            name: "ledger_entries", key: ["business_id", "customer_id", "sequence"],
            columns: """
                business_id TEXT NOT NULL, customer_id TEXT NOT NULL, sequence INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL, balance INTEGER NOT NULL, credit_limit INTEGER NOT NULL,
                is_charge INTEGER NOT NULL, payment_reference TEXT, reversed_sequence INTEGER,
                command_id TEXT NOT NULL, CHECK (NOT is_charge OR balance <= credit_limit),
                UNIQUE (business_id, customer_id, reversed_sequence),
                UNIQUE (business_id, payment_reference, customer_id, sequence),
                FOREIGN KEY (business_id, customer_id) REFERENCES customers
                """),
        Table(
            name: "stock_movements", key: ["business_id", "product_id", "sequence"],
            columns: """
                business_id TEXT NOT NULL, product_id TEXT NOT NULL, sequence INTEGER NOT NULL,
                stock INTEGER NOT NULL CHECK (stock >= 0), command_id TEXT NOT NULL,
                FOREIGN KEY (business_id, product_id) REFERENCES products
                """),
        Table(
            name: "journal", key: ["business_id", "key"],
            columns: """
                business_id TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (business_id, id)
                """),
    ]
}
