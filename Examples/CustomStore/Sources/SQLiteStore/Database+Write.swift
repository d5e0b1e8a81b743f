import Foundation
import GRDB
import JoskLedger

extension Database {
    /// Writes the changes of a transaction.
    ///
    /// A key is freed before another row takes it, and a row is written before the rows that refer to it.
    func write(_ state: TransactionState) throws {
        let changes = state.changes
        let business = state.businessID.description
        if let row = changes.changedBusiness ?? changes.business {
            try put(row, in: "businesses", ["id": business])
        }
        try writeCustomers(of: state, in: business)
        try writeProducts(of: state, in: business)
        for order in changes.orders {
            try put(
                order, in: "orders",
                [
                    "business_id": business, "id": order.id.description,
                    "customer_id": order.customerID.description, "number": order.number,
                    "reference": order.reference?.string, "command_id": order.commandID.description,
                ])
        }
        for refund in changes.refunds {
            try put(
                refund, in: "refunds",
                [
                    "business_id": business, "order_id": refund.id.orderID.description,
                    "number": refund.id.number, "command_id": refund.commandID.description,
                ])
        }
        for entry in changes.entries { try write(entry, in: business) }
        for movement in changes.movements {
            try put(
                movement, in: "stock_movements",
                [
                    "business_id": business, "product_id": movement.productID.description,
                    "sequence": movement.sequence, "stock": movement.stock,
                    "command_id": movement.commandID.description,
                ])
        }
        for entry in changes.journal {
            try put(
                entry, in: "journal",
                ["business_id": business, "key": entry.key.string, "id": entry.id.description])
        }
    }

    private func writeCustomers(of state: TransactionState, in business: String) throws {
        // Two customers may swap their references, but SQLite checks each row as it is written.
        for customer in state.changedCustomers {
            try execute(
                sql: "UPDATE customers SET reference = NULL WHERE business_id = ? AND id = ?",
                arguments: [business, customer.id.description])
        }
        for customer in state.changedCustomers + state.addedCustomers {
            try put(
                customer, in: "customers",
                [
                    "business_id": business, "id": customer.id.description,
                    "reference": customer.reference?.string,
                ])
        }
    }

    private func writeProducts(of state: TransactionState, in business: String) throws {
        for item in state.changedProducts {
            try execute(
                sql: "UPDATE products SET sku = NULL WHERE business_id = ? AND id = ?",
                arguments: [business, item.id.description])
        }
        for item in state.changedProducts + state.addedProducts {
            try put(
                item, in: "products",
                [
                    "business_id": business, "id": item.id.description, "sku": item.product.sku.string,
                    "stock": item.stock,
                ])
        }
    }

    private func write(_ entry: LedgerEntry, in business: String) throws {
        var columns: Columns = [
            "business_id": business, "customer_id": entry.customerID.description,
            "sequence": entry.sequence, "recorded_at": entry.recordedAt.microseconds,
            "balance": entry.balance.minorUnits, "credit_limit": entry.creditLimit.minorUnits,
            "is_charge": false, "payment_reference": nil, "reversed_sequence": nil,
            "command_id": entry.commandID.description,
        ]
        switch entry.kind {
        case .charge: columns["is_charge"] = true
        case .payment(let reference, effective: _): columns["payment_reference"] = reference?.string
        case .reversal(let payment, _): columns["reversed_sequence"] = payment
        case .opened, .refund, .payout, .adjustment, .limitChanged: break
        }
        try put(entry, in: "ledger_entries", columns)
    }

    private typealias Columns = [String: (any DatabaseValueConvertible)?]

    /// Inserts a row, or replaces the content of the row with its key; the tables of facts refuse the replacement.
    ///
    /// The columns of the key are not set again. SQLite would treat a column that is set as one that changes, and check
    /// all rows that refer to it.
    private func put(_ content: some Encodable, in table: String, _ columns: Columns) throws {
        let names = columns.keys.sorted() + ["content"]
        let values = columns.sorted { $0.key < $1.key }.map(\.value) + [try JSON.text(of: content)]
        let key = Schema.primaryKey(of: table)
        let changes = names.filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        let statement = try cachedStatement(
            sql: """
                INSERT INTO \(table) (\(names.joined(separator: ", ")))
                VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
                ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE
                SET \(changes.joined(separator: ", "))
                """)
        try statement.execute(arguments: StatementArguments(values))
    }
}
