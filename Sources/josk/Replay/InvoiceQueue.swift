import JoskLedger

/// The invoices of a file, handed out so that each customer's come one after another, in the order of the file, while
/// those of different customers may be under way at the same time.
///
/// An invoice whose customer is busy stands aside in that customer's own line. If only one is under way at a time,
/// nobody is ever found busy, and the order is the file's.
struct InvoiceQueue {
    private var rest: ArraySlice<InvoiceFile.Invoice>
    /// The customers who are busy, each with the invoices that wait for that.
    private var waiting: [CustomerReference: ArraySlice<InvoiceFile.Invoice>] = [:]

    init(_ invoices: [InvoiceFile.Invoice]) { rest = invoices[...] }

    /// The next invoice of a customer who is not busy, and is from now on; nil if there is none.
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

    /// The next invoice after one of a customer's is done; nil if there is none.
    mutating func next(after customer: CustomerReference) -> InvoiceFile.Invoice? {
        if let invoice = waiting[customer]?.popFirst() { return invoice }
        waiting[customer] = nil
        return next()
    }
}
