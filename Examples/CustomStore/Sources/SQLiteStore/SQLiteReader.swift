internal import GRDB
public import JoskLedger

/// A reader of the rows of one business, in one snapshot of the file.
public struct SQLiteReader: BusinessReader {
    let database: Database
    let businessID: String

    init(_ database: Database, of business: Business.ID) {
        self.database = database
        businessID = business.description
    }

    /// Implements ``/JoskLedger/BusinessReader/business()``.
    public func business() throws(StoreError) -> Business? {
        try row("SELECT content FROM businesses WHERE id = ?", [businessID])
    }

    /// Implements ``/JoskLedger/BusinessReader/customer(_:)``.
    public func customer(_ lookup: CustomerLookup) throws(StoreError) -> CustomerAccount? {
        let (column, value) =
            switch lookup {
            case .id(let id): ("id", id.description)
            case .reference(let reference): ("reference", reference.string)
            }
        return try row(
            "SELECT content FROM customers WHERE business_id = ? AND \(column) = ?", [businessID, value]
        ).map(customerAccount)
    }

    /// Returns the account of a customer, with the last ledger entry and the number of orders.
    func customerAccount(of customer: Customer) throws(StoreError) -> CustomerAccount {
        let id = customer.id.description
        let last: LedgerEntry? = try row(
            """
            SELECT content FROM ledger_entries WHERE business_id = ? AND customer_id = ?
            ORDER BY sequence DESC LIMIT 1
            """, [businessID, id])
        guard let last else { throw StoreError(unreadable: "customer \(id) has no ledger") }
        let orderCount = try attempt {
            try Int64.fetchOne(
                database,
                sql: "SELECT max(number) FROM orders WHERE business_id = ? AND customer_id = ?",
                arguments: [businessID, id])
        }
        return CustomerAccount(customer: customer, lastEntry: last, orderCount: orderCount ?? 0)
    }

    /// Implements ``/JoskLedger/BusinessReader/product(_:)``.
    public func product(_ lookup: ProductLookup) throws(StoreError) -> ProductStock? {
        let (column, value) =
            switch lookup {
            case .id(let id): ("id", id.description)
            case .sku(let sku): ("sku", sku.string)
            }
        return try row(
            "SELECT content FROM products WHERE business_id = ? AND \(column) = ?", [businessID, value])
    }

    /// Implements ``/JoskLedger/BusinessReader/order(_:)``.
    public func order(_ lookup: OrderLookup) throws(StoreError) -> OrderDetails? {
        let (column, value) =
            switch lookup {
            case .id(let id): ("id", id.description)
            case .reference(let reference): ("reference", reference.string)
            }
        return try row(
            "SELECT content FROM orders WHERE business_id = ? AND \(column) = ?", [businessID, value]
        ).map(record)
    }

    /// Returns an order with its refunds.
    func record(of order: Order) throws(StoreError) -> OrderDetails {
        let refunds: [Refund] = try rows(
            "SELECT content FROM refunds WHERE business_id = ? AND order_id = ? ORDER BY number",
            [businessID, order.id.description])
        return OrderDetails(order: order, refunds: refunds)
    }

    /// Implements ``/JoskLedger/BusinessReader/payment(_:)``.
    public func payment(_ id: Payment.ID) throws(StoreError) -> Payment? {
        let entry: LedgerEntry? = try row(
            "SELECT content FROM ledger_entries WHERE business_id = ? AND customer_id = ? AND sequence = ?",
            [businessID, id.customerID.description, id.entrySequence])
        guard let entry, case .payment = entry.kind else { return nil }
        return try payment(of: entry)
    }

    /// Returns the payment of a ledger entry, with the entry that reversed it, if there is one.
    func payment(of entry: LedgerEntry) throws(StoreError) -> Payment {
        let reversal = try attempt {
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT sequence FROM ledger_entries
                    WHERE business_id = ? AND customer_id = ? AND reversed_sequence = ?
                    """, arguments: [businessID, entry.customerID.description, entry.sequence])
        }
        return Payment(entry: entry, reversalSequence: reversal)
    }

    /// Implements ``/JoskLedger/BusinessReader/journalEntry(_:)``.
    public func journalEntry(_ key: IdempotencyKey) throws(StoreError) -> JournalEntry? {
        try row("SELECT content FROM journal WHERE business_id = ? AND key = ?", [businessID, key.string])
    }

    /// Implements ``/JoskLedger/BusinessReader/lastEntry(of:asOf:)``.
    public func lastEntry(of customer: Customer.ID, asOf time: Timestamp) throws(StoreError) -> LedgerEntry? {
        try row(
            """
            SELECT content FROM ledger_entries
            WHERE business_id = ? AND customer_id = ? AND recorded_at <= ? ORDER BY sequence DESC LIMIT 1
            """, [businessID, customer.description, time.microseconds])
    }
}

// MARK: - Rows

extension SQLiteReader {
    /// Returns the value of a query's first row; nil if there are no rows.
    func row<Value: Decodable>(_ sql: String, _ arguments: StatementArguments) throws(StoreError) -> Value? {
        let found: [Value] = try rows(sql, arguments)
        return found.first
    }

    /// Returns the values of a query's rows.
    func rows<Value: Decodable>(_ sql: String, _ arguments: StatementArguments) throws(StoreError) -> [Value]
    {
        try attempt {
            try String.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
                .map { try JSON.value(of: $0) }
        }
    }
}
