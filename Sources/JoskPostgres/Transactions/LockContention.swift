import JoskLedger
import JoskLibPQ

/// The search for the rows and fenced keys that another session has locked, after a transaction could not lock its own
/// in time.
///
/// If commands share a transaction, only those that touch such a row have to wait for it. The others need neither fail
/// with them nor wait.
///
/// A row that many transactions need is locked at nearly every moment, by one transaction after another. The contention
/// is caused by a transaction that holds the row for long. The rows are therefore probed twice, and a row is reported
/// only if the same transaction holds it both times.
struct LockContention {
    let business: Business.ID
    let footprint: Footprint
    let settings: TransactionSettings

    /// The time between the two probes, in seconds.
    ///
    /// Most transactions are shorter, so a holder that both probes find is a long one.
    private static let pause = 0.1

    /// Returns the rows of the footprint that another session has locked.
    ///
    /// The search runs in a transaction of its own that changes nothing. The result is empty if that fails, or if the
    /// rows have been unlocked meanwhile.
    ///
    /// - Returns: Rows and fenced keys of the footprint. An order counts as locked if its customer or one of its
    ///   products is locked.
    func find(on connection: PQConnection) -> Footprint {
        var batch = StatementBatch(isPrepared: false)
        settings.appendBegin(in: business, to: &batch)
        let first = appendProbe(to: &batch)
        batch.append(sql: "SELECT FROM pg_catalog.pg_sleep(\(Self.pause))")
        let second = appendProbe(to: &batch)
        defer { connection.rollBack() }
        do throws(PostgresError) {
            let results = StatementBatchResults(try connection.run(batch.pipeline, by: settings.deadline))
            let customers = try held(first.customers, second.customers, results)
            let products = try held(first.products, second.products, results)
            let orders = try orders(of: customers, or: products, on: connection)
            let fences = try heldFences(first.fences, second.fences, results)
            return Footprint(
                customers: customers.intersection(footprint.customers),
                products: products.intersection(footprint.products), orders: orders,
                keys: fences.contains(Fence(of: business, isShared: false).number)
                    ? footprint.fencedKeys
                    : footprint.fencedKeys.filter { fences.contains(Fence(of: $0, in: business).number) })
        } catch {
            return Footprint()
        }
    }

    private typealias Probe = (
        customers: Places<Customer>, products: Places<Product>, fences: StatementBatch.Place<FindFences>?
    )
    private typealias Places<Subject> = (
        all: StatementBatch.Place<FindRows<Subject>>, free: StatementBatch.Place<FindRows<Subject>>
    )

    /// Appends a probe, which releases its locks at once, because other sessions may be probing too.
    private func appendProbe(to batch: inout StatementBatch) -> Probe {
        batch.append(sql: "SAVEPOINT probe")
        defer { batch.append(sql: "ROLLBACK TO SAVEPOINT probe") }
        return (
            places(of: footprint.customers, in: "customers", LoadCustomers.customersOfOrders, &batch),
            places(of: footprint.products, in: "products", LoadProducts.productsOfOrders, &batch),
            batch.append(
                FindFences(business: business, keys: footprint.fencedKeys), if: !footprint.fencedKeys.isEmpty)
        )
    }

    private func places<Subject>(
        of identifiers: Set<Identifier<Subject>>, in table: String, _ ofOrders: String,
        _ batch: inout StatementBatch
    ) -> Places<Subject> {
        func place(_ skipsLocked: Bool) -> StatementBatch.Place<FindRows<Subject>> {
            batch.append(
                FindRows(
                    business: business, table: table, identifiers: identifiers, orders: footprint.orders,
                    ofOrders: ofOrders, skipsLocked: skipsLocked))
        }
        return (place(false), place(true))
    }

    private func held<Subject>(
        _ first: Places<Subject>, _ second: Places<Subject>, _ results: StatementBatchResults
    ) throws(PostgresError) -> Set<Identifier<Subject>> {
        let (before, after) = (try holders(first, results), try holders(second, results))
        return Set(before.filter { after[$0.key] == $0.value }.keys)
    }

    private func heldFences(
        _ first: StatementBatch.Place<FindFences>?, _ second: StatementBatch.Place<FindFences>?,
        _ results: StatementBatchResults
    ) throws(PostgresError) -> Set<Int64> {
        let (before, after) = (try results.rows(of: first), try results.rows(of: second))
        return Set(before.lazy.filter { held in after.contains { $0 == held } }.map(\.number))
    }

    private func orders(
        of customers: Set<Customer.ID>, or products: Set<Product.ID>, on connection: PQConnection
    ) throws(PostgresError) -> Set<Order.ID> {
        if footprint.orders.isEmpty || customers.isEmpty && products.isEmpty { return [] }
        var batch = StatementBatch(isPrepared: false)
        let place = batch.append(
            FindOrders(
                business: business, orders: footprint.orders, customers: customers, products: products))
        return Set(
            try StatementBatchResults(try connection.run(batch.pipeline, by: settings.deadline)).rows(
                of: place))
    }

    /// Returns the locked rows, each with the ID of the transaction that holds it.
    private func holders<Subject>(
        _ places: Places<Subject>, _ results: StatementBatchResults
    ) throws(PostgresError) -> [Identifier<Subject>: String] {
        let free = Set(try results.rows(of: places.free).map(\.id))
        return Dictionary(uniqueKeysWithValues: try results.rows(of: places.all)).filter {
            !free.contains($0.key)
        }
    }
}

/// A query for the rows with some identifiers, each with the transaction that locked it last.
///
/// With ``skipsLocked``, it returns only the rows that no other transaction holds.
private struct FindRows<Subject>: PostgresStatement {
    let business: Business.ID
    let table: String
    let identifiers: Set<Identifier<Subject>>
    let orders: Set<Order.ID>
    /// The SQL subquery for the identifiers of the table's rows (customers or products) that belong to the orders in
    /// the array $3.
    let ofOrders: String
    let skipsLocked: Bool

    /// The statement's name, under which it is never prepared, because its text varies.
    var name: String { "josk_FindRows" }
    var sql: String {
        """
        SELECT id, \(table).xmax::text
        FROM \(orders.isEmpty ? KeyedLookup.rows : KeyedLookup.distinct(and: ofOrders))
        JOIN josk.\(table) ON business_id = $1 AND id = wanted
        \(skipsLocked ? "ORDER BY id FOR NO KEY UPDATE OF \(table) SKIP LOCKED" : "")
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: identifiers)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (id: Identifier<Subject>, holder: String) {
        (try row.next(), try row.next())
    }
}

/// A query for the orders, among some, that belong to one of some customers or contain one of some products.
private struct FindOrders: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>
    let customers: Set<Customer.ID>
    let products: Set<Product.ID>

    static let sql = """
        SELECT o.id FROM \(KeyedLookup.each(of: "orders", by: "id", as: "o"))
        WHERE o.customer_id = ANY ($3) OR EXISTS (
            SELECT FROM josk.order_lines AS l
            WHERE l.business_id = $1 AND l.order_id = o.id AND l.product_id = ANY ($4))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders)
        parameters.append(array: customers)
        parameters.append(array: products)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Order.ID { try row.next() }
}
