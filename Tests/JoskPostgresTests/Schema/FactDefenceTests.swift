import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

/// What an application with a bug in it may try to write, as its own role and in its own tenant.
struct ForgedFact: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
    /// The constraint that refuses it.
    let constraint: String

    init(_ name: String, _ sql: String, refusedBy constraint: String) {
        testDescription = name
        self.sql = sql
        self.constraint = constraint
    }
}

@Suite("The database refuses, by declaration alone,")
struct FactDefenceTests {
    /// A shop with an order of two units at 100 each, one of which was refunded, a payment and its reversal; and,
    /// written by hand, a second order that nobody has charged, and one of another customer's.
    private static let database = Task {
        let database = try await TestDatabase.migrated("facts")
        let tenant = try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 2)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)])
            try await shop.tenant.refund(
                order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
            let payment = try await shop.tenant.recordPayment(
                of: .gbp(minorUnits: 5), by: shop.customers[0])
            try await shop.tenant.reverse(
                payment: Payment.ID(
                    customerID: shop.customers[0], entrySequence: payment.entrySequence),
                reason: "bounced")
            try await database.run(Self.uncharged(shop))
            return shop.tenant.id
        }
        return (database, tenant)
    }

    private static func uncharged(_ shop: Shop) -> String {
        zip(shop.customers, ["own", "foreign"]).map { customer, reference in
            """
            INSERT INTO josk.orders (business_id, id, customer_id, number, reference, total, placed_at, command_id)
            VALUES ('\(shop.tenant.id)', gen_random_uuid(), '\(customer)', 50, '\(reference)', 70, now(),
                gen_random_uuid());
            """
        }.joined()
    }

    /// An entry behind the last one of customer 0's ledger.
    private static func entry(_ kind: String, _ amount: Int, also columns: [String: String] = [:]) -> String {
        let (names, values) = (columns.keys.sorted(), columns.sorted { $0.key < $1.key }.map(\.value))
        return """
            INSERT INTO josk.ledger_entries
                (business_id, customer_id, kind, amount, sequence, balance, credit_limit, previous_balance,
                previous_limit, recorded_at, command_id, previous_hash, hash\(names.map { ", \($0)" }.joined()))
            SELECT e.business_id, e.customer_id, '\(kind)', \(amount), e.sequence + 1, e.balance + \(amount),
                e.credit_limit, e.balance, e.credit_limit, now(), e.command_id, e.hash, e.hash
                \(values.map { ", \($0)" }.joined())
            FROM josk.ledger_entries AS e
            WHERE e.customer_id = (SELECT customer_id FROM josk.orders WHERE reference = 'own')
            ORDER BY e.sequence DESC LIMIT 1
            """
    }

    private static func charge(_ amount: Int, for order: String) -> String {
        entry(
            "charge", amount,
            also: [
                "order_id": "(SELECT id FROM josk.orders WHERE \(order))", "content": "e.hash",
                "due_date": "current_date",
            ])
    }

    /// A refund of the first order, behind the one that there is.
    private static func refund(number: Int, total: Int, refunded: Int, orderTotal: Int = 200) -> String {
        """
        INSERT INTO josk.refunds
            (business_id, order_id, number, customer_id, total, refunded_at, command_id, order_total, refunded)
        SELECT business_id, id, \(number), customer_id, \(total), now(), command_id, \(orderTotal), \(refunded)
        FROM josk.orders WHERE reference IS NULL
        """
    }

    /// A movement behind the last one of product 0.
    private static func movement(_ quantity: Int, sequence: String = "sequence + 1", stock: String) -> String
    {
        """
        INSERT INTO josk.stock_movements
            (business_id, product_id, sequence, kind, quantity, stock, moved_at, command_id)
        SELECT business_id, product_id, \(sequence), 'receipt', \(quantity), \(stock), now(), command_id
        FROM josk.stock_movements ORDER BY product_id, sequence DESC LIMIT 1
        """
    }

    static let forgeries: [ForgedFact] = [
        ForgedFact(
            "a charge that is not what its order costs", charge(69, for: "reference = 'own'"),
            refusedBy: "ledger_entries_charge"),
        ForgedFact(
            "a charge for another customer's order", charge(70, for: "reference = 'foreign'"),
            refusedBy: "ledger_entries_charge"),
        ForgedFact(
            "an order that is charged twice", charge(200, for: "reference IS NULL"),
            refusedBy: "ledger_entries_order"),
        ForgedFact(
            "a refund's entry that is not what was refunded",
            entry(
                "refund", -99,
                also: [
                    "order_id": "(SELECT order_id FROM josk.refunds)", "refund_number": "1",
                    "content": "e.hash",
                ]), refusedBy: "ledger_entries_"),
        ForgedFact(
            "a payment that is reversed twice",
            entry(
                "reversal", 5,
                also: [
                    "reversed_sequence":
                        "(SELECT reversed_sequence FROM josk.ledger_entries WHERE kind = 'reversal')",
                    "reason": "'again'",
                ]), refusedBy: "ledger_entries_reversal"),
        ForgedFact("a ledger that is opened twice", entry("opened", 0), refusedBy: "opened_once"),
        ForgedFact(
            "a payout to a customer who owes", entry("payout", 1, also: ["effective_date": "current_date"]),
            refusedBy: "payout_of_credit"),
        ForgedFact(
            "a date that is none", entry("payment", -1, also: ["effective_date": "'infinity'"]),
            refusedBy: "effective_date_check"),
        ForgedFact(
            "a refund that forgets the one before it", refund(number: 2, total: 100, refunded: 100),
            refusedBy: "refunds_chain"),
        ForgedFact(
            "refunds of more than the order cost", refund(number: 2, total: 101, refunded: 201),
            refusedBy: "refunded_within_order"),
        ForgedFact(
            "a refund that makes its order dearer",
            refund(number: 2, total: 101, refunded: 201, orderTotal: 999), refusedBy: "refunds_order"),
        ForgedFact(
            "a refund that leaves out a number", refund(number: 3, total: 1, refunded: 101),
            refusedBy: "refunds_chain"),
        ForgedFact(
            "a movement that leaves more than there was", movement(1, stock: "stock + 2"),
            refusedBy: "stock_movements_chain"),
        ForgedFact(
            "stock that begins anew", movement(7, sequence: "1", stock: "7"),
            refusedBy: "stock_movements_pkey"),
        ForgedFact(
            "a movement that leaves out a number", movement(1, sequence: "sequence + 2", stock: "stock + 1"),
            refusedBy: "stock_movements_chain"),
        ForgedFact(
            "a line that does not cost what its units cost",
            """
            INSERT INTO josk.order_lines
                (business_id, order_id, number, product_id, quantity, unit_price, amount)
            SELECT business_id, order_id, number + 1, product_id, quantity, unit_price, amount - 1
            FROM josk.order_lines
            """, refusedBy: "order_lines_check"),
        ForgedFact(
            "a journal whose notes are no list",
            """
            INSERT INTO josk.journal
                (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
            SELECT business_id, key || 'x', gen_random_uuid(), kind, fingerprint, receipt, fact_count, '{}',
                recorded_at, epoch, xid FROM josk.journal
            """, refusedBy: "journal_metadata_check"),
    ]

    @Test("a forged fact", arguments: forgeries)
    func refuses(_ forgery: ForgedFact) async throws {
        let (database, tenant) = try await Self.database.value
        let sql = """
            SET ROLE \(TestDatabase.applicationRole); SET josk.business = '\(tenant)'; \(forgery.sql)
            """
        let error = await #expect(throws: (any Error).self) { try await database.run(sql) }
        #expect(error.map { "\($0)".contains(forgery.constraint) } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("to show the owner a row of a tenant that it has not named")
    func hidesFromOwner() async throws {
        let (database, tenant) = try await Self.database.value
        for table in ["businesses", "customers", "products", "orders", "ledger_entries", "journal"] {
            let count = "SELECT count(*) FROM josk.\(table)"
            #expect(try await database.run("SET ROLE josk_owner; \(count)") == "0")
            let own = "SET ROLE josk_owner; SET josk.business = '\(tenant)'; \(count)"
            #expect(try await database.run(own) != "0")
        }
    }
}
