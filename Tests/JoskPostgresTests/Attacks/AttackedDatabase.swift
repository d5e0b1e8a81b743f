import JoskLedger
import JoskLibPQ
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker

@testable import JoskPostgres

/// A database with two tenants that have equivalent rows in every table, and with the sessions of an attacker.
struct AttackedDatabase: Sendable {
    /// A separate application role: its sessions are terminated, and no other sessions may be.
    static let role = "josk_test_attacked"

    let database: TestDatabase
    let victim: Shop
    let attacker: Shop
    /// The values of the names in braces.
    private let names: [String: String]
    /// The idle sessions: a superuser's, and two of the application's.
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
        // The last statement of the application, which all of its sessions can see.
        _ = await Self.run(["SET josk.business = '\(victim.tenant.id)'"], on: watched)
    }

    /// Returns the identifiers of a tenant's rows.
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

    /// Runs one variant in a separate session, and closes that, which undoes all uncommitted changes.
    func answer(to statements: [String], by attacker: Attack.Attacker) async throws -> Attack.Answer {
        let statements = (Self.preamble(of: attacker) + statements).map(filledIn)
        if statements.last?.hasSuffix("TO STDOUT") == true { return try await copied(statements) }
        let isApplication = attacker == .tenant || attacker == .withoutTenant
        let connection = try await Self.connect(isApplication ? database.url(as: Self.role) : database.url)
        let answer = await Self.run(statements, on: connection)
        await connection.close()
        return answer
    }

    private static func preamble(of attacker: Attack.Attacker) -> [String] {
        switch attacker {
        case .tenant: ["SET josk.business = '{own tenant}'"]
        case .owner: ["SET ROLE josk_owner", "SET josk.business = '{own tenant}'"]
        case .withoutTenant, .superuser: []
        }
    }

    private func filledIn(_ sql: String) -> String {
        names.reduce(sql) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// Runs a COPY with psql, and counts the victim's rows in its output.
    ///
    /// The rows of a COPY are not a result of the extended protocol.
    private func copied(_ statements: [String]) async throws -> Attack.Answer {
        let sql = statements.joined(separator: "; ")
        let output = try await database.cluster.run(sql, database: database.url(as: Self.role))
        return .done(rows: output.split(separator: "\n").count { $0.contains("\(victim.tenant.id)") })
    }

    /// Returns a digest of the victim's rows in each table, including the version of each row.
    func victimsRows() async throws -> [String] {
        var digests: [String] = []
        for table in SchemaTables.ofTenants {
            digests.append(
                try await database.run(
                    """
                    SELECT '\(table)', count(*),
                        md5(string_agg(concat(t.ctid, t.xmin, t), ' ' ORDER BY t.ctid))
                    FROM josk.\(table) AS t
                    WHERE \(Self.key(of: table)) = '\(victim.tenant.id)'
                    """))
        }
        return digests
    }

    /// Returns the column that names the tenant.
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
    /// Opens a shop with rows in every table: two orders, a refund, a payment and its reversal.
    ///
    /// The names, references, SKU and key that are its own begin with the shop's name.
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
        _ = try await tenant.reverse(payment: payment.paymentID, reason: "bounced")
        _ = try await tenant.purchase(by: customer, lines: [PurchaseLine(product, quantity: 3)])
        return shop
    }
}
