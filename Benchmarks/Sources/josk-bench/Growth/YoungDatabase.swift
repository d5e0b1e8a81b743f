import BenchmarkPeers
import BenchmarkReport
import Foundation
import JoskLedger

/// A measurement of a database whose tables were never analyzed, while the first business is imported.
///
/// The server keeps the plans that it made on empty tables. They must suit full ones.
struct YoungDatabase: Sendable {
    let bench: Bench

    private static let (rows, part) = (20_000, 2_000)
    private static let lines = 10_000
    private static let purchases = 5
    /// The maximum factor by which the last part may take longer than the first, and a purchase longer than it takes
    /// once the tables are analyzed.
    private static let bound = 1.5

    /// Adds products and then customers in parts, and buys before and after the tables are analyzed.
    ///
    /// - Returns: The results as lines for readers.
    /// - Throws: ``BenchmarkFailure`` if a factor exceeds ``bound``.
    func run() async throws -> [String] {
        try await bench.psql.rows(
            """
            DO $$ DECLARE name text; BEGIN
                FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'josk' LOOP
                    EXECUTE format('ALTER TABLE josk.%I SET (autovacuum_enabled = false)', name);
                END LOOP;
            END $$
            """)
        return try await bench.withLedger { ledger in
            let id = try await ledger.createBusiness(name: Name("Young"), currency: .usd).id
            let tenant = ledger.tenant(id)
            let products = try await parts("products") { numbers in
                for result in await tenant.addProducts(try numbers.map(Self.product)) { _ = try result.get() }
            }
            let customers = try await parts("customers") { numbers in
                for result in await tenant.addCustomers(try numbers.map(Self.customer)) {
                    _ = try result.get()
                }
            }
            let young = try await purchase(in: tenant)
            try await bench.analyze()
            let analyzed = try await purchase(in: tenant)
            return try verdict([
                line("products", "last part", products.last, "first part", products.first),
                line("customers", "last part", customers.last, "first part", customers.first),
                line("purchase of \(Self.lines) lines", "never analyzed", young, "analyzed", analyzed),
            ])
        }
    }

    private static func product(_ number: Int) throws -> NewProduct {
        NewProduct(
            id: ShopGroup.product(number), sku: try SKU("product-\(number)"),
            name: try Name("Product \(number)"),
            price: Money(minorUnits: ShopGroup.price(ofProduct: number), .usd), stock: 1_000_000)
    }

    private static func customer(_ number: Int) throws -> NewCustomer {
        NewCustomer(
            id: ShopGroup.customer(number), name: try Name("Customer \(number)"),
            reference: try CustomerReference("customer-\(number)"),
            creditLimit: Money(minorUnits: Limits.amount.upperBound, .usd))
    }

    /// Returns the seconds that each part took.
    private func parts(_ rows: String, _ add: (Range<Int>) async throws -> Void) async throws -> [Double] {
        var seconds: [Double] = []
        for start in stride(from: 1, through: Self.rows, by: Self.part) {
            let began = ContinuousClock.now
            try await add(start..<start + Self.part)
            seconds.append(began.duration(to: .now) / .seconds(1))
        }
        let list = seconds.map { Figure.decimal($0, places: 2) }.joined(separator: " ")
        bench.progress.line("young: \(rows), seconds of each part of \(Self.part): \(list)")
        return seconds
    }

    /// Returns the median of the seconds that a large purchase takes.
    private func purchase(in tenant: Tenant) async throws -> Double {
        let lines = (1...Self.lines).map { PurchaseLine(ShopGroup.product($0), quantity: 1) }
        var seconds: [Double] = []
        for number in 1...Self.purchases {
            let began = ContinuousClock.now
            _ = try await tenant.purchase(by: ShopGroup.customer(number), lines: lines)
            seconds.append(began.duration(to: .now) / .seconds(1))
        }
        let list = seconds.map { Figure.decimal($0, places: 2) }.joined(separator: " ")
        bench.progress.line("young: seconds of each purchase of \(Self.lines) lines: \(list)")
        return seconds.sorted()[seconds.count / 2]
    }

    private func line(
        _ what: String, _ later: String, _ after: Double?, _ earlier: String, _ before: Double?
    ) throws -> (text: String, factor: Double) {
        guard let after, let before, before > 0 else { throw BenchmarkFailure("young: nothing was measured") }
        let factor = after / before
        let text =
            "young: \(what): \(later) \(Figure.decimal(after, places: 2)) s, \(earlier) "
            + "\(Figure.decimal(before, places: 2)) s, \(Figure.decimal(factor, places: 2)) × "
            + "(at most \(Self.bound))"
        return (text, factor)
    }

    private func verdict(_ lines: [(text: String, factor: Double)]) throws -> [String] {
        guard lines.allSatisfy({ $0.factor <= Self.bound }) else {
            throw BenchmarkFailure(lines.map(\.text).joined(separator: "\n"))
        }
        return lines.map(\.text)
    }
}
