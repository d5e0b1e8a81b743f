import JoskLedger
import JoskLibPQ
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker

@testable import JoskPostgres

/// A database with two tenants, which have the same in every table, and the sessions of whoever attacks it.
struct AttackedDatabase: Sendable {
    /// An application's role of its own: its sessions are ended, and nobody else's must be.
    static let role = "josk_test_attacked"

    let database: TestDatabase
    let victim: Shop
    let attacker: Shop
    /// What the names in braces stand for.
    private let names: [String: String]
    /// Sessions that stand idle: a superuser's, and two of the application's.
    private let idle: [PostgresConnection]

    static func migrated(_ prefix: String) async throws -> AttackedDatabase {
        let database = try await TestDatabase.empty(prefix)
        try await TestDatabase.createRole(role, on: database.cluster)
        try await database.migrate(applicationRole: role)
        let configuration = PostgresConfiguration(url: database.url(as: role)).patient
        let (victim, attacker) = try await withStore(on: database, configuration) { store in
            (
                try await Shop.openForAttack(on: store, called: "victim"),
                try await Shop.openForAttack(on: store, called: "attacker")
            )
        }
        try await database.run("ANALYZE")
        return try await AttackedDatabase(database, victim, attacker)
    }

    private init(_ database: TestDatabase, _ victim: Shop, _ attacker: Shop) async throws {
        self.database = database
        self.victim = victim
        self.attacker = attacker
        let superuser = try await Self.connect(database.url)
        let watched = try await Self.connect(database.url(as: Self.role))
        let doomed = try await Self.connect(database.url(as: Self.role))
        idle = [superuser, watched, doomed]
        var names = try await Self.identifiers(of: victim, "", in: database)
        names.merge(try await Self.identifiers(of: attacker, "own ", in: database)) { _, new in new }
        names["superuser"] = try await database.run("SELECT quote_ident(current_user)")
        names["backend"] = "\(await Self.pid(of: superuser))"
        names["own backend"] = "\(await Self.pid(of: doomed))"
        names["nowhere"] = "\(Business.ID())"
        self.names = names
        // What the application last did, for all of its own sessions to see.
        _ = await Self.run(["SET josk.business = '\(victim.tenant.id)'"], on: watched)
    }

    /// The identifiers of a tenant's rows.
    private static func identifiers(
        of shop: Shop, _ prefix: String, in database: TestDatabase
    ) async throws -> [String: String] {
        let tenant = shop.tenant.id
        let row = try await database.run(
            """
            SELECT o.id, o.command_id, e.sequence
            FROM josk.orders AS o JOIN josk.ledger_entries AS e USING (business_id, customer_id)
            WHERE o.business_id = '\(tenant)' AND o.number = 1 AND e.kind = 'payment'
            """
        ).split(separator: "|").map(String.init)
        return [
            "\(prefix)tenant": "\(tenant)", "\(prefix)customer": "\(shop.customers[0])",
            "\(prefix)product": "\(shop.products[0])", "\(prefix)order": row[0], "\(prefix)command": row[1],
            "\(prefix)payment": row[2], "\(prefix)second customer": "\(shop.customers[1])",
        ]
    }

    func close() async {
        for connection in idle { await connection.close() }
    }

    /// Tries one variant in a session of its own, which is then closed: what was not committed is undone.
    func answer(to statements: [String], by attacker: Attack.Attacker) async throws -> Attack.Answer {
        let statements = (Self.preamble(of: attacker) + statements).map(filledIn)
        if statements.last?.hasSuffix("TO STDOUT") == true { return try await copied(statements) }
        let isApplication = attacker == .tenant || attacker == .stranger
        let connection = try await Self.connect(isApplication ? database.url(as: Self.role) : database.url)
        let answer = await Self.run(statements, on: connection)
        await connection.close()
        return answer
    }

    private static func preamble(of attacker: Attack.Attacker) -> [String] {
        switch attacker {
        case .tenant: ["SET josk.business = '{own tenant}'"]
        case .owner: ["SET ROLE josk_owner", "SET josk.business = '{own tenant}'"]
        case .stranger, .superuser: []
        }
    }

    private func filledIn(_ sql: String) -> String {
        names.reduce(sql) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// What a COPY gives is no result of the extended protocol: psql reads it, and the victim's rows are counted.
    private func copied(_ statements: [String]) async throws -> Attack.Answer {
        let sql = statements.joined(separator: "; ")
        let output = try await database.cluster.run(sql, database: database.url(as: Self.role))
        return .done(rows: output.split(separator: "\n").count { $0.contains("\(victim.tenant.id)") })
    }

    /// Everything that the victim has, to the last version of each row.
    func victimsRows() async throws -> [String] {
        var folds: [String] = []
        for table in SchemaTables.ofTenants {
            folds.append(
                try await database.run(
                    """
                    SELECT '\(table)', count(*),
                        md5(string_agg(concat(t.ctid, t.xmin, t), ' ' ORDER BY t.ctid))
                    FROM josk.\(table) AS t
                    WHERE \(Self.key(of: table)) = '\(victim.tenant.id)'
                    """))
        }
        return folds
    }

    /// The column that names the tenant.
    static func key(of table: String) -> String { table == "businesses" ? "id" : "business_id" }

    // MARK: - Sessions

    static func connect(_ url: String) async throws -> PostgresConnection {
        try await PostgresConnection.connect(
            ConnectionSettings(url: url),
            logger: Logger(label: "josk.tests") { _ in SwiftLogNoOpLogHandler() },
            by: .now + .seconds(3_600))
    }

    private static func pid(of connection: PostgresConnection) async -> Int32 {
        await connection.run { $0.backendPID }
    }

    /// Runs statements one after the other, until one is refused.
    static func run(_ statements: [String], on connection: PostgresConnection) async -> Attack.Answer {
        await connection.run { run(statements, on: $0) }
    }

    static func run(_ statements: [String], on connection: PQConnection) -> Attack.Answer {
        var rows = 0
        for (index, sql) in statements.enumerated() {
            var pipeline = Pipeline()
            pipeline.append(Statement(sql))
            do throws(PostgresError) {
                let answer = try connection.run(pipeline, by: .now + .seconds(3_600)).last
                rows = max(answer?.count ?? 0, answer?.affectedRows ?? 0)
            } catch {
                if case .refused(let refusal) = error {
                    return .refused(refusal, isLast: index == statements.count - 1)
                }
                return .failed("\(error)")
            }
        }
        return .done(rows: rows)
    }
}

extension Shop {
    /// A shop in which something has happened in every table: an order, its refund, a payment and its reversal. What it
    /// has a name of its own for begins with the shop's.
    static func openForAttack(on store: any Store, called name: String) async throws -> Shop {
        let shop = try await Shop.open(on: store, customers: 2)
        let (tenant, customer, product) = (shop.tenant, shop.customers[0], shop.products[0])
        _ = try await tenant.rename(customer: customer, to: Name("\(name)'s customer"))
        _ = try await tenant.changeCustomerReference(of: customer, to: CustomerReference("\(name)-customer"))
        _ = try await tenant.changeSKU(of: product, to: SKU("\(name)-sku"))
        let order = try await tenant.purchase(
            by: customer, lines: [PurchaseLine(product, quantity: 2)],
            reference: OrderReference("\(name)-invoice"), idempotencyKey: IdempotencyKey("\(name)-key"))
        _ = try await tenant.refund(
            order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
        let payment = try await tenant.recordPayment(
            of: .gbp(minorUnits: 5), by: customer, reference: PaymentReference("\(name)-cheque"))
        _ = try await tenant.reverse(
            payment: Payment.ID(customerID: customer, entrySequence: payment.entrySequence), reason: "bounced"
        )
        _ = try await tenant.purchase(by: customer, lines: [PurchaseLine(product, quantity: 3)])
        return shop
    }
}
