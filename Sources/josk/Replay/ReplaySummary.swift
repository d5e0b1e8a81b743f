/// The totals of replaying a file of invoices.
///
/// The sums have 128 bits, so neither units nor amounts can overflow them.
struct ReplaySummary: Hashable {
    var invoices: Int128 = 0
    var orders: Int128 = 0
    var orderLines: Int128 = 0
    var unitsSold: Int128 = 0
    var charged: Int128 = 0
    var refunded: Int128 = 0
    var unmatchedRefundUnits: Int128 = 0
    var adjustments: Int128 = 0
    var rejectedAdjustments: Int128 = 0
    var rejectedInvoices: Int128 = 0
    var rejectedForStock: Int128 = 0
    var rejectedForCredit: Int128 = 0
    var setAsideRows: Int128 = 0
    var customers: Int128 = 0
    var products: Int128 = 0
    var balanceTotal: Int128 = 0
    var stockTotal: Int128 = 0
    var auditViolations: Int128 = 0
    /// The invoices of which a row was set aside; they are replayed only on request.
    var incompleteInvoices: Int128 = 0
    /// The invoices whose date is not used for their order, although it should be.
    var undatedInvoices: Int128 = 0
    /// The columns of the file that have no meaning for a replay.
    var ignoredColumns: Int128 = 0

    /// A figure of a replay.
    struct Figure: Sendable {
        /// The name for programs.
        let name: String
        /// The name for people.
        let label: String
        let value: Int128
        /// True if the value is an amount in minor units.
        let isAmount: Bool

        init(_ name: String, _ label: String, _ value: Int128, isAmount: Bool = false) {
            self.name = name
            self.label = label
            self.value = value
            self.isAmount = isAmount
        }
    }

    /// Every figure, in the order that programs rely on.
    var figures: [Figure] {
        [
            Figure("invoices", "invoices", invoices),
            Figure("orders", "orders", orders),
            Figure("orderLines", "order lines", orderLines),
            Figure("unitsSold", "units sold", unitsSold),
            Figure("charged", "charged", charged, isAmount: true),
            Figure("refunded", "refunded", refunded, isAmount: true),
            Figure("unmatchedRefundUnits", "refund units without a purchase", unmatchedRefundUnits),
            Figure("adjustments", "stock adjustments", adjustments),
            Figure("rejectedAdjustments", "refused adjustments", rejectedAdjustments),
            Figure("rejectedInvoices", "refused purchases", rejectedInvoices),
            Figure("rejectedForStock", "  short of stock", rejectedForStock),
            Figure("rejectedForCredit", "  short of credit", rejectedForCredit),
            Figure("setAsideRows", "rows set aside", setAsideRows),
            Figure("customers", "customers", customers),
            Figure("products", "products", products),
            Figure("balanceTotal", "owed by all customers", balanceTotal, isAmount: true),
            Figure("stockTotal", "units in stock", stockTotal),
            Figure("auditViolations", "audit violations", auditViolations),
            Figure("incompleteInvoices", "incomplete invoices", incompleteInvoices),
            Figure("undatedInvoices", "invoices without a usable date", undatedInvoices),
            Figure("ignoredColumns", "ignored columns", ignoredColumns),
        ]
    }

    /// The figures as a JSON object on one line.
    ///
    /// The names are plain and the values are whole numbers, so no text needs an escape. An encoder would keep neither
    /// their order nor their width.
    var json: String {
        "{" + figures.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
    }
}
