/// A column of an invoice file that has a meaning for a replay.
enum InvoiceColumn: String, CaseIterable {
    case invoice = "InvoiceNo"
    case product = "StockCode"
    case description = "Description"
    case quantity = "Quantity"
    case date = "InvoiceDate"
    case price = "UnitPrice"
    case customer = "CustomerID"
    /// The column of the data set that no rule needs.
    ///
    /// It is known, so it is not listed as ignored.
    case country = "Country"

    /// True if a file must have the column.
    var isRequired: Bool {
        switch self {
        case .invoice, .product, .quantity, .price, .customer: true
        case .description, .date, .country: false
        }
    }

    /// The header of a file with the names and the order of the Online Retail data set.
    static var header: String { allCases.map(\.rawValue).joined(separator: ",") }
}
