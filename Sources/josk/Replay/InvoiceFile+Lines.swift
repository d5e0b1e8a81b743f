extension InvoiceFile {
    /// The names of the ignored columns in one line for people; nil if no column is ignored.
    var ignoredColumnsLine: String? {
        ignoredColumns.isEmpty ? nil : "ignored columns: \(ignoredColumns.joined(separator: ", "))"
    }

    /// The reason why there is no invoice to replay; nil if there is one.
    var reasonForNoInvoices: String? {
        guard invoices.isEmpty else { return nil }
        if setAside.isEmpty { return "it has a header, but no rows" }
        let rows = "\(setAside.count.of("row")) set aside, the first on line \(setAside[0].line)"
        if incomplete.isEmpty {
            return "no row is usable, with \(rows); correct the file, or the options for reading it"
        }
        return
            "no invoice is complete, with \(rows); correct the file, or use --partial to book the other rows of its "
            + "invoices"
    }
}
