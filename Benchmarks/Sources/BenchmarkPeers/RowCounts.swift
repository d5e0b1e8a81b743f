internal import Foundation

/// The number of rows in a shop, and the violations that its audits found.
public struct RowCounts: Sendable, Hashable {
    /// The number of rows by table; for `products`, the number of stock movements.
    public var rows: [String: Int]
    /// The violations that audits found.
    public var violations: [String] = []

    /// Returns the counts of the rows that Josk writes for purchases of two lines.
    public static func ofPurchases(_ count: Int) -> RowCounts {
        RowCounts(rows: [
            "journal": count, "orders": count, "order_lines": 2 * count, "ledger_entries": count,
            "stock_movements": 2 * count, "products": 2 * count, "refunds": 0,
        ])
    }

    /// Returns the rows that were added between two counts.
    public static func - (later: RowCounts, earlier: RowCounts) -> RowCounts {
        RowCounts(rows: later.rows.merging(earlier.rows) { $0 - $1 })
    }
}

extension RowCounts: CustomStringConvertible {
    /// The number of rows by table.
    public var description: String {
        rows.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}

extension PeerServer {
    /// Returns the present number of rows in a shop.
    public func rowCounts(of shop: ShopGroup) async throws -> RowCounts {
        let (first, last) = (shop.tenantNumbers.lowerBound, shop.tenantNumbers.upperBound)
        let tenants = "business_id BETWEEN bench.business_id(\(first)) AND bench.business_id(\(last))"
        let tables = ["journal", "orders", "order_lines", "ledger_entries", "stock_movements", "refunds"]
        let counts = tables.map { "SELECT '\($0)', count(*) FROM josk.\($0) WHERE \(tenants)" }
        let moved = "SELECT 'products', coalesce(sum(movement_count), 0) FROM josk.products WHERE \(tenants)"
        let output = try await run((counts + [moved]).joined(separator: " UNION ALL "))
        var rows: [String: Int] = [:]
        for line in output.split(separator: "\n") {
            let fields = line.split(separator: "|")
            guard fields.count == 2, let count = Int(fields[1]) else {
                throw PeerError.unexpectedOutput(of: "psql", output)
            }
            rows[String(fields[0])] = count
        }
        return RowCounts(rows: rows)
    }

    /// Checks results of the single call that do not occur in a benchmark, and returns a line for each wrong result.
    ///
    /// They are replays and rejections.
    public func wrongAnswers(in shop: ShopGroup) async throws -> [String] {
        let output = try await Program.psql.run(
            [applicationURL, "-v", "tenant=\(shop.firstTenant)"] + Self.plain
                + ["-f", try Resources.path(of: "answers.sql")])
        return output.split(separator: "\n").map(String.init)
    }
}
