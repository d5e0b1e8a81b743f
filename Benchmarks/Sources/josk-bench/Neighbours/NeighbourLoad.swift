import BenchmarkPeers
import JoskLedger
import JoskTesting

/// A load that other tenants cause beside the quiet one.
struct NeighbourLoad: Sendable {
    let name: String
    /// The load in words, with its numbers.
    let meaning: String
    /// True if the load ends when its work is done; otherwise it ends at a given time.
    let isFinite: Bool
    /// Runs the load, and returns the result of its operations.
    ///
    /// The moment is the end of a load that is not finite.
    let run: @Sendable (NeighbourSite, ContinuousClock.Instant) async throws -> LoadResult

    /// All loads; those of many tasks come last, because the memory that their tasks free remains resident.
    static let all = [pages, audits, heldRow, largeOrders, readers, buyers, burst]
}

/// The ledger and the database on which loads run.
struct NeighbourSite: Sendable {
    let ledger: Ledger
    let bench: Bench

    func tenant(of shop: ShopGroup) -> Tenant { ledger.tenant(shop.businesses[0]) }
}

// MARK: - Reads

extension NeighbourLoad {
    static let readers = NeighbourLoad(
        name: "readers", meaning: "5,000 readers of one tenant, each in a loop", isFinite: false
    ) { site, end in
        let shop = NeighbourShops.crowded
        let tenant = site.tenant(of: shop)
        return await loop(callers: 5_000, until: end) { (_, random) throws(LoadFailure) in
            try await shop.readCustomer(of: tenant, &random)
        }
    }

    static let pages = NeighbourLoad(
        name: "pages", meaning: "64 readers of one tenant, each in a loop over pages of 1,000 orders",
        isFinite: false
    ) { site, end in
        let tenant = site.tenant(of: NeighbourShops.audited)
        return await loop(callers: 64, until: end) { (_, random) throws(LoadFailure) in
            let start = Int64(random.number(in: 0...NeighbourShops.history - 1_000))
            try await LoadFailure.unlessRead { () throws(StoreError) in
                try await tenant.orders(
                    by: ShopGroup.customer(1), page: .ascending(after: start, limit: 1_000))
            }
        }
    }

    static let audits = NeighbourLoad(
        name: "audits", meaning: "16 audits of one tenant with 3,000 orders, again and again", isFinite: false
    ) { site, end in
        let tenant = site.tenant(of: NeighbourShops.audited)
        return await loop(callers: 16, until: end) { (_, _) throws(LoadFailure) in
            try await LoadFailure.unlessRead { () throws(StoreError) in try await tenant.audit() }
        }
    }

    static let burst = NeighbourLoad(
        name: "burst", meaning: "30,000 reads of one tenant at once", isFinite: true
    ) { site, _ in
        let shop = NeighbourShops.bursting
        let tenant = site.tenant(of: shop)
        return await once(callers: 30_000) { (_, random) throws(LoadFailure) in
            try await shop.readCustomer(of: tenant, &random)
        }
    }
}

// MARK: - Commands

extension NeighbourLoad {
    static let buyers = NeighbourLoad(
        name: "buyers", meaning: "5,000 buyers of one tenant, each in a loop", isFinite: false
    ) { site, end in
        let buyer = Buyer(in: NeighbourShops.crowded, .uniform, of: site.ledger)
        return await loop(callers: 5_000, until: end) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
    }

    static let largeOrders = NeighbourLoad(
        name: "large-orders", meaning: "8 tenants with 50 orders of 10,000 lines each, all at once",
        isFinite: true
    ) { site, _ in
        let shop = NeighbourShops.wholesale
        let lines = (1...shop.productsPerTenant).map { PurchaseLine(ShopGroup.product($0), quantity: 1) }
        return await once(callers: 50 * shop.tenants) { (number, _) throws(LoadFailure) in
            let tenant = site.ledger.tenant(shop.businesses[number % shop.tenants])
            do throws(PurchaseError) {
                try await tenant.purchase(by: ShopGroup.customer(1), lines: lines)
            } catch {
                throw LoadFailure(error)
            }
        }
    }

    static let heldRow = NeighbourLoad(
        name: "held-row",
        meaning: "200 buyers of one tenant, each in a loop, of whose two products another session holds one",
        isFinite: false
    ) { site, end in
        let shop = NeighbourShops.held
        let buyer = Buyer(in: shop, .uniform, of: site.ledger)
        let seconds = max(0, ContinuousClock.now.duration(to: end) / .seconds(1))
        async let holder = site.bench.psql.rows(
            """
            BEGIN; SELECT id FROM josk.products WHERE business_id = '\(shop.businesses[0])'
                AND id = '\(ShopGroup.product(1))' FOR UPDATE; SELECT pg_sleep(\(seconds)); COMMIT
            """)
        let result = await loop(callers: 200, until: end) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        _ = try await holder
        return result
    }
}
