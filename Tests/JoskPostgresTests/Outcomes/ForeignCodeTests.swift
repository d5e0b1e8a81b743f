import JoskLedger
import JoskLibPQ
import JoskTesting
import Logging
import Testing

@testable import JoskPostgres

@Suite("Foreign objects and settings in the database")
struct ForeignCodeTests {
    /// Operators that fit the types of Josk's statements better than PostgreSQL's own do.
    private static let operators = """
        CREATE FUNCTION public.spy(numeric, bigint) RETURNS numeric LANGUAGE plpgsql AS
            $$ BEGIN RAISE 'the spy runs as %', current_user; END $$;
        CREATE OPERATOR public.* (FUNCTION = public.spy, LEFTARG = numeric, RIGHTARG = bigint);
        CREATE FUNCTION public.spy(uuid[], uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS
            $$ BEGIN RAISE 'the spy runs as %', current_user; END $$;
        CREATE OPERATOR public.|| (FUNCTION = public.spy, LEFTARG = uuid[], RIGHTARG = uuid[]);
        CREATE FUNCTION public.spy(uuid, uuid) RETURNS boolean LANGUAGE plpgsql AS
            $$ BEGIN RAISE 'the spy runs as %', current_user; END $$;
        CREATE OPERATOR public.= (FUNCTION = public.spy, LEFTARG = uuid, RIGHTARG = uuid);
        """

    @Test("Operators that are first on the search path are never called", arguments: [true, false])
    func isNotCalled(beforeMigration isFirst: Bool) async throws {
        let database = try await TestDatabase.empty("spy")
        if !isFirst { try await database.migrate() }
        try await database.run(Self.operators)
        try await database.run(
            "ALTER DATABASE \"\(database.name)\" SET search_path = public, pg_catalog")
        if isFirst { try await database.migrate() }
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)])
            try await shop.tenant.refund(
                order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
            #expect(try await shop.tenant.order(order.orderID)?.refunds.count == 1)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("Timeouts of the database do not apply to the store's transactions")
    func limitsNoTime() async throws {
        let database = try await TestDatabase.migrated("hurry")
        try await database.run(
            """
            ALTER DATABASE "\(database.name)" SET statement_timeout = '1h';
            ALTER DATABASE "\(database.name)" SET lock_timeout = '1h';
            ALTER DATABASE "\(database.name)" SET idle_in_transaction_session_timeout = '1h'
            """)
        let connection = try await PostgresConnection.connect(
            ConnectionSettings(url: database.url), logger: Logger(label: "josk.tests"),
            by: .now + .seconds(3_600))
        for isReading in [false, true] {
            #expect(try await settings(of: connection, isReading: isReading) == "0, 2s, 3s")
        }
    }

    /// Returns the timeouts in a transaction that was begun as the store does.
    private func settings(of connection: PostgresConnection, isReading: Bool) async throws -> String? {
        try await connection.run { (session) throws(PostgresError) in
            let settings = TransactionSettings(
                preparesStatements: false, lockTimeout: .seconds(2), idleInTransactionTimeout: .seconds(3),
                deadline: .now + .seconds(3_600))
            var batch = StatementBatch(isPrepared: false)
            if isReading {
                settings.appendBeginReading(in: Business.ID(), to: &batch)
            } else {
                settings.appendBegin(in: Business.ID(), to: &batch)
            }
            batch.append(
                sql: """
                    SELECT concat_ws(', ', current_setting('statement_timeout'), current_setting('lock_timeout'),
                        current_setting('idle_in_transaction_session_timeout'))
                    """)
            let answer = try session.run(batch.pipeline, by: settings.deadline).last
            session.rollBack()
            return try answer?.map { (row) throws(PostgresError) in try row.next(String.self) }.first
        }
    }

    @Test("A command writes nothing if the row of the cluster is missing")
    func needsEpoch() async throws {
        let database = try await TestDatabase.migrated("epoch")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store)
            try await database.run("DELETE FROM josk.cluster")
            let error = await #expect(throws: PurchaseError.self) {
                try await shop.tenant.purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)],
                    idempotencyKey: "once")
            }
            guard case .store(let failure) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(failure.code == .contractViolation)
            #expect(failure.outcome == .notCommitted)
            #expect(try await database.run("SELECT count(*) FROM josk.orders") == "0")
            #expect(try await shop.tenant.product(shop.products[0])?.movementCount == 1)
        }
    }
}
