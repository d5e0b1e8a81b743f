import JoskLedger

/// The report of an audit for programs.
struct AuditJSON: Encodable {
    struct Violation: Encodable {
        let rule: String
        let row: String
        let detail: String
    }

    let business: String
    let customers: Int
    let entries: Int
    let orders: Int
    let refunds: Int
    let products: Int
    let movements: Int
    let commands: Int
    let violations: [Violation]

    init(_ report: AuditReport) {
        let counts = report.counts
        business = "\(report.businessID)"
        (customers, entries, orders) = (counts.customers, counts.entries, counts.orders)
        (refunds, products, movements) = (counts.refunds, counts.products, counts.movements)
        commands = counts.commands
        violations = report.violations.map {
            Violation(rule: $0.rule.rawValue, row: "\($0.row)", detail: $0.detail)
        }
    }
}
