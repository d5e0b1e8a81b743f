import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresWorker
import Testing

#if os(Linux)
    import Glibc

    @Suite("The memory of an audit")
    struct AuditMemoryTests {
        /// True under a sanitizer, which keeps freed memory for a while and needs shadow memory.
        private static let isSanitized = (["__asan_init", "__tsan_init"] as [String]).contains { name in
            dlsym(dlopen(nil, RTLD_NOW), name) != nil
        }

        @Test(
            "The memory of an audit does not grow with the number of orders",
            .disabled(if: isSanitized, "the memory of a process means nothing under a sanitizer"))
        func isBounded() async throws {
            let database = try await TestDatabase.migrated("audit")
            try await withStore(on: database) { store in
                let few = try await peak(of: 1_000, on: store, database)
                let many = try await peak(of: TestOptions.orders, on: store, database)
                printLines(["Audit: \(few) kB for 1,000 orders, \(many) kB for \(TestOptions.orders)"])
                // An audit that collected the rows of 9,000 more orders would need 17 MB for them.
                #expect(many < few + 8_000)
            }
        }

        /// Returns the peak memory, in kilobytes, of a process that audits a business with this many orders.
        private func peak(
            of orders: Int, on store: PostgresStore, _ database: TestDatabase
        ) async throws -> Int {
            let shop = try await Shop.open(
                on: store, customers: 10, creditLimit: 1_000_000_000, products: 10, stock: 1_000_000)
            for start in stride(from: 0, to: orders, by: 500) {
                try await buy(start..<min(start + 500, orders), in: shop, on: store)
            }
            let report = try await WorkerProcess.run(
                .audit(AuditRun(of: shop.tenant.id)), on: database.url(as: TestDatabase.applicationRole),
                as: AuditRun.Report.self)
            #expect(report.isClean)
            #expect(report.orders == orders)
            return report.kilobytes
        }

        /// Makes purchases of three lines each, all in one transaction.
        private func buy(_ numbers: Range<Int>, in shop: Shop, on store: PostgresStore) async throws {
            let requests = numbers.map { number in
                let lines = (0..<3).map { PurchaseLine(shop.products[(number + $0) % 10], quantity: 1) }
                return Request(
                    Purchase(customerID: shop.customers[number % 10], lines: lines), key: nil,
                    metadata: .empty)
            }
            var footprint = Footprint()
            for request in requests { footprint.formUnion(request.footprint) }
            let work = TransactionWork(on: footprint) { state in requests.map { state.run($0) } }
            for result in try #require(try await store.transact(in: shop.tenant.id) { work }) {
                _ = try result.get()
            }
        }
    }
#endif
