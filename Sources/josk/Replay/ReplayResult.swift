import JoskLedger

/// The result of a replay, with its figures, the balances, the stock and the report of the audit.
struct ReplayResult {
    let summary: ReplaySummary
    /// Every customer's balance in minor units, in byte order of the references.
    let balances: [(customer: CustomerReference, balance: Int64)]
    /// Every product's units on hand, in byte order of the SKUs.
    let stock: [(product: SKU, units: Int64)]
    let audit: AuditReport

    var balancesCSV: String {
        Self.csv("customer,balance", balances.map { ($0.customer.string, $0.balance) })
    }

    var stockCSV: String {
        Self.csv("product,stock", stock.map { ($0.product.string, $0.units) })
    }

    private static func csv(_ header: String, _ rows: [(key: String, value: Int64)]) -> String {
        var text = "\(header)\n"
        for row in rows { text += "\(CSV.field(row.key)),\(row.value)\n" }
        return text
    }
}
