import JoskLedger

/// A queue of the invoices of a file, with at most one invoice of each customer in flight.
///
/// The invoices of one customer are replayed one after another, in their order. Invoices of different
/// customers may be in flight at the same time. An invoice whose customer is busy waits in a queue of that customer. If
/// only one invoice is in flight at a time, no customer is ever busy, and the order is kept as a whole.
struct InvoiceQueue {
    private var rest: ArraySlice<InvoiceFile.Invoice>
    /// The busy customers, each with its waiting invoices.
    private var waiting: [CustomerReference: ArraySlice<InvoiceFile.Invoice>] = [:]

    init(_ invoices: [InvoiceFile.Invoice]) { rest = invoices[...] }

    /// Returns the next invoice of a customer who is not busy, and marks the customer as busy; nil if there is none.
    mutating func next() -> InvoiceFile.Invoice? {
        while let invoice = rest.popFirst() {
            if waiting[invoice.customer] == nil {
                waiting[invoice.customer] = []
                return invoice
            }
            waiting[invoice.customer]?.append(invoice)
        }
        return nil
    }

    /// Returns the next invoice after an invoice of a customer is finished; nil if there is none.
    ///
    /// It is an invoice of the same customer if one waits.
    mutating func next(after customer: CustomerReference) -> InvoiceFile.Invoice? {
        if let invoice = waiting[customer]?.popFirst() { return invoice }
        waiting[customer] = nil
        return next()
    }
}
