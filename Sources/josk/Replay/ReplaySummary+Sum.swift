extension ReplaySummary {
    /// Adds every figure of another summary.
    static func += (sum: inout ReplaySummary, other: ReplaySummary) {
        sum.invoices += other.invoices
        sum.orders += other.orders
        sum.orderLines += other.orderLines
        sum.unitsSold += other.unitsSold
        sum.charged += other.charged
        sum.refunded += other.refunded
        sum.unmatchedRefundUnits += other.unmatchedRefundUnits
        sum.adjustments += other.adjustments
        sum.rejectedAdjustments += other.rejectedAdjustments
        sum.rejectedInvoices += other.rejectedInvoices
        sum.rejectedForStock += other.rejectedForStock
        sum.rejectedForCredit += other.rejectedForCredit
        sum.setAsideRows += other.setAsideRows
        sum.customers += other.customers
        sum.products += other.products
        sum.balanceTotal += other.balanceTotal
        sum.stockTotal += other.stockTotal
        sum.auditViolations += other.auditViolations
        sum.incompleteInvoices += other.incompleteInvoices
        sum.undatedInvoices += other.undatedInvoices
        sum.ignoredColumns += other.ignoredColumns
    }
}
