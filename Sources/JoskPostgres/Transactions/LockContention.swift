import JoskLedger
import JoskLibPQ

/// Which of the rows that a transaction could not lock in time somebody else holds.
///
/// Of commands that share a transaction only those that touch such a row have to wait for it. The others need not fail with
/// them, nor wait.
///
/// A row that many want is locked at nearly every moment, by one transaction after another. To blame is one that holds it for
/// long: so they are looked at twice, and must be held by the same transaction both times.
struct LockContention {
    let business: Business.ID
    let footprint: Footprint
    let settings: TransactionSettings

    /// How long a transaction lasts that is in nobody's way, in seconds.
    private static let pause = 0.1

    /// Looks, in a transaction of its own that changes nothing; nothing is found if that fails, or if the rows have become
    /// free meanwhile.
    ///
    /// - Returns: Rows of the footprint. An order whose customer or one of whose products is held counts as held.
    func find(on connection: PQConnection) -> Footprint {
        var batch = StatementBatch(isPrepared: false)
        settings.appendBegin(in: business, to: &batch)
        let first = appendLook(to: &batch)
        batch.append(sql: "SELECT FROM pg_catalog.pg_sleep(\(Self.pause))")
        let second = appendLook(to: &batch)
        defer { connection.rollBack() }
        do throws(PostgresError) {
            let results = StatementBatchResults(try connection.run(batch.pipeline, by: settings.deadline))
            let customers = try held(first.customers, second.customers, results)
            let products = try held(first.products, second.products, results)
            let orders = try orders(of: customers, or: products, on: connection)
            return Footprint(
                customers: customers.intersection(footprint.customers),
                products: products.intersection(footprint.products), orders: orders)
        } catch {
            return Footprint()
        }
    }

    private typealias Look = (customers: Places<Customer>, products: Places<Product>)
    private typealias Places<Subject> = (
        all: StatementBatch.Place<FindRows<Subject>>, free: StatementBatch.Place<FindRows<Subject>>
    )

    /// The locks are given back at once: others may be looking too.
    private func appendLook(to batch: inout StatementBatch) -> Look {
        batch.append(sql: "SAVEPOINT look")
        defer { batch.append(sql: "ROLLBACK TO SAVEPOINT look") }
        return (
            places(of: footprint.customers, in: "customers", LoadCustomers.customersOfOrders, &batch),
            places(of: footprint.products, in: "products", LoadProducts.productsOfOrders, &batch)
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

    /// Who holds what is held: the number of the transaction.
    private func holders<Subject>(
        _ places: Places<Subject>, _ results: StatementBatchResults
    ) throws(PostgresError) -> [Identifier<Subject>: String] {
        let free = Set(try results.rows(of: places.free).map(\.id))
        return Dictionary(uniqueKeysWithValues: try results.rows(of: places.all)).filter {
            !free.contains($0.key)
        }
    }
}

/// Which of some identifiers there are, each with the transaction that locked its row last; or of which nobody holds the row.
private struct FindRows<Subject>: PostgresStatement {
    let business: Business.ID
    let table: String
    let identifiers: Set<Identifier<Subject>>
    let orders: Set<Order.ID>
    /// The identifiers that orders $3 bring.
    let ofOrders: String
    let skipsLocked: Bool

    /// Never prepared: the text is not always the same.
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

/// Which of some orders are of some customers, or of some products.
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
