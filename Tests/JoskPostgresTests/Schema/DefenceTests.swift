import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("The database defends itself")
struct DefenceTests {
    /// A shop in which something has happened in every table.
    private static func shop(on database: TestDatabase) async throws -> Shop {
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)])
            _ = try await shop.tenant.refund(
                order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
            return shop
        }
    }

    /// The error of SQL that must not work; nil if it works.
    private func refusal(_ sql: String, _ database: TestDatabase) async -> String? {
        do {
            try await database.run(sql)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func asApplication(_ business: Business.ID, _ sql: String) -> String {
        "SET ROLE \(TestDatabase.applicationRole); SET josk.business = '\(business)'; \(sql)"
    }

    @Test("against an application that would change or delete a fact")
    func refusesApplication() async throws {
        let database = try await TestDatabase.migrated("facts")
        let shop = try await Self.shop(on: database)
        for table in Tables.appendOnly {
            for sql in [
                "UPDATE josk.\(table) SET business_id = business_id", "DELETE FROM josk.\(table)",
                "TRUNCATE josk.\(table) CASCADE",
            ] {
                let error = await refusal(asApplication(shop.tenant.id, sql), database)
                #expect(error?.contains("permission denied") == true, "\(sql): \(error ?? "worked")")
            }
        }
        for table in ["businesses", "customers", "products"] {
            let error = await refusal(asApplication(shop.tenant.id, "DELETE FROM josk.\(table)"), database)
            #expect(error?.contains("permission denied") == true)
        }
    }

    @Test("against an owner or a superuser that would, even one that pretends to be a replica")
    func refusesSuperuser() async throws {
        let database = try await TestDatabase.migrated("replica")
        let shop = try await Self.shop(on: database)
        for table in Tables.appendOnly {
            for sql in [
                "UPDATE josk.\(table) SET business_id = business_id", "DELETE FROM josk.\(table)",
                "TRUNCATE josk.\(table) CASCADE",
            ] {
                for prefix in ["", "SET session_replication_role = replica; "] {
                    let error = await refusal(prefix + sql, database)
                    #expect(error?.contains("never change") == true, "\(sql): \(error ?? "worked")")
                }
                let owners = "SET ROLE josk_owner; SET josk.business = '\(shop.tenant.id)'; \(sql)"
                #expect(await refusal(owners, database) != nil, "\(sql)")
            }
        }
    }

    @Test("against one tenant that would see or write another's rows")
    func isolatesTenants() async throws {
        let database = try await TestDatabase.migrated("tenants")
        let shop = try await Self.shop(on: database)
        let stranger = Business.ID()
        for table in Tables.ofTenants {
            let count = "SELECT count(*) FROM josk.\(table)"
            #expect(try await database.run(asApplication(stranger, count)) == "0")
            #expect(try await database.run(asApplication(shop.tenant.id, count)) != "0")
            #expect(try await database.run("SET ROLE \(TestDatabase.applicationRole); \(count)") == "0")
        }
        let insert = """
            INSERT INTO josk.customers (business_id, id, name, is_active)
            VALUES ('\(shop.tenant.id)', gen_random_uuid(), 'Mallory', true)
            """
        let error = await refusal(asApplication(stranger, insert), database)
        #expect(error?.contains("row-level security") == true)
    }

    @Test(
        "against a ledger entry that is forged",
        arguments: [
            ("balance", "sequence + 1, balance + 1, credit_limit, balance, credit_limit", "balance_is_sum"),
            ("gap", "sequence + 2, balance - 1, credit_limit, balance, credit_limit", "chain"),
            ("fork", "sequence, balance - 1, credit_limit, balance, credit_limit", "pkey"),
            ("history", "sequence + 1, balance + 6, credit_limit, balance + 7, credit_limit", "chain"),
            ("limit", "sequence + 1, balance - 1, credit_limit + 5, balance, credit_limit", "limit_changes"),
        ])
    func refusesForgery(_ name: String, columns: String, words: String) async throws {
        let database = try await TestDatabase.migrated("forged")
        let shop = try await Self.shop(on: database)
        let insert = """
            INSERT INTO josk.ledger_entries
                (business_id, customer_id, kind, amount, sequence, balance, credit_limit, previous_balance,
                previous_limit, recorded_at, command_id, previous_hash, hash, effective_date)
            SELECT business_id, customer_id, 'payment', -1, \(columns),
                recorded_at, command_id, previous_hash, hash, current_date
            FROM josk.ledger_entries ORDER BY sequence DESC LIMIT 1
            """
        let error = await refusal(asApplication(shop.tenant.id, insert), database)
        #expect(error?.contains(words) == true, "\(error ?? "worked")")
    }

    @Test("against a charge beyond the limit, and stock below zero")
    func refusesExcess() async throws {
        let database = try await TestDatabase.migrated("excess")
        let shop = try await Self.shop(on: database)
        let stock = "UPDATE josk.products SET stock = -1"
        #expect(
            await refusal(asApplication(shop.tenant.id, stock), database)?.contains("stock_check") == true)
        let charge = """
            INSERT INTO josk.ledger_entries
                (business_id, customer_id, kind, amount, sequence, balance, credit_limit, previous_balance,
                previous_limit, recorded_at, command_id, previous_hash, hash, order_id, content, due_date)
            SELECT business_id, customer_id, 'charge', credit_limit, sequence + 1, balance + credit_limit,
                credit_limit, balance, credit_limit, recorded_at, command_id, previous_hash, hash,
                (SELECT id FROM josk.orders LIMIT 1), hash, current_date
            FROM josk.ledger_entries ORDER BY sequence DESC LIMIT 1
            """
        let error = await refusal(asApplication(shop.tenant.id, charge), database)
        #expect(error?.contains("charge_within_limit") == true, "\(error ?? "worked")")
    }
}
