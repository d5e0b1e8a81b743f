import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresWorker
import Testing

/// One failure from its beginning to its end, on one store.
struct FailureRun {
    let failure: Failure
    let stage: Stage
    /// The command timeout, which is twice the read timeout.
    let patience: Duration

    /// Causes the failure, observes it, and removes the cause.
    ///
    /// Expects that the same store then works, and has lost and doubled nothing.
    func observe() async throws -> Observation {
        let shop = try await withStore(on: stage.database) { store in
            let shop = try await Shop.open(on: store)
            try await buy("before", in: shop, on: store)
            return shop
        }
        return try await withStore(on: stage.database, configuration, clock: stage.clock) { store in
            if stage.isWarm { try await withPatience { _ = try await customer(in: shop, on: store) } }
            let command: Reply
            if stage.isInFlight {
                if stage.isHeld { stage.holder.put(try await LockHolder(of: shop, on: stage.database)) }
                async let reply = Reply.measuring { try await buy("meanwhile", in: shop, on: store) }
                async let begin: Void = stage.begin(shop, store)
                command = try await reply
                stage.isOver.withLock { $0 = true }
                try await begin
            } else {
                try await stage.begin(shop, store)
                command = try await Reply.measuring { try await buy("meanwhile", in: shop, on: store) }
            }
            let read = try await Reply.measuring { try await customer(in: shop, on: store) }
            try await stage.end()
            try await settle(in: shop, on: store)
            return Observation(command: command, read: read)
        }
    }

    private var configuration: PostgresConfiguration {
        var configuration = stage.configuration
        configuration.commandTimeout = patience
        configuration.readTimeout = patience / 2
        configuration.connectTimeout = patience / 4
        configuration.lockTimeout = stage.lockTimeout ?? .seconds(3_600)
        configuration.idleInTransactionTimeout = stage.idleInTransactionTimeout ?? .seconds(3_600)
        return configuration
    }

    /// Repeats the same command until it succeeds, and then checks the stored rows.
    ///
    /// Until then only a retriable error, `accessDenied` or `misconfigured` is expected: the pool tries again some
    /// seconds after a refusal.
    private func settle(in shop: Shop, on store: PostgresStore) async throws {
        let isDone = try await eventually {
            let reply = try await Reply.measuring { try await buy("meanwhile", in: shop, on: store) }
            if let error = reply.error {
                let isExpected = error.isRetriable || [.accessDenied, .misconfigured].contains(error.code)
                try #require(isExpected, "\(error)")
            }
            return reply.error == nil
        }
        #expect(isDone)
        try await withPatience { () async throws -> Void in
            let account = try #require(try await customer(in: shop, on: store))
            #expect(account.orderCount == 2)
            #expect(account.balance.minorUnits == 200)
        }
        try await withPatience {
            let report = try await Ledger(store: store, queue: .patient, logger: .silent).tenant(
                shop.tenant.id
            ).audit()
            #expect(report.isClean, "\(report)")
        }
    }

    /// Runs a body, again and again as long as its error is retriable.
    private func withPatience(_ body: () async throws -> Void) async throws {
        let isOver = try await eventually {
            do {
                try await body()
                return true
            } catch let error as StoreError where error.isRetriable {
                return false
            }
        }
        #expect(isOver)
    }

    private func customer(in shop: Shop, on store: PostgresStore) async throws(StoreError) -> CustomerAccount?
    {
        try await Ledger(store: store, queue: .patient, logger: .silent).tenant(shop.tenant.id).customer(
            shop.customers[0])
    }

    private func buy(_ key: IdempotencyKey, in shop: Shop, on store: PostgresStore) async throws {
        try await Ledger(store: store, queue: .patient, logger: .silent).tenant(shop.tenant.id).purchase(
            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)], idempotencyKey: key)
    }
}
