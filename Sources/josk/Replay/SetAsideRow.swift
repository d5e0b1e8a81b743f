import JoskLedger

/// A row that is not replayed: where it stands, and why.
struct SetAsideRow: Hashable, CustomStringConvertible {
    /// The number of its line in the file, counted from 1.
    let line: Int
    let reason: SetAsideReason

    var description: String { "line \(line): set aside: \(reason)" }
}

/// Why a row is not replayed.
enum SetAsideReason: Error, Hashable {
    case containsNUL
    case notUTF8
    case malformedQuoting(CSV.Problem)
    case fieldCount(Int)
    case noInvoiceNumber
    case noStockCode
    case key(TextViolation)
    case quantity(String)
    case quantityIsZero
    case price(String)
    case priceNotWhole(String, Currency)
    case positiveQuantityInCancellation
    case otherCustomer(CustomerReference, than: CustomerReference)
}

extension SetAsideReason: CustomStringConvertible {
    var description: String {
        switch self {
        case .containsNUL: "it contains a NUL"
        case .notUTF8: "it is not UTF-8"
        case .malformedQuoting(.quoteInsideUnquotedField): "there is a quote inside an unquoted field"
        case .malformedQuoting(.textAfterClosingQuote): "there is text after a closing quote"
        case .malformedQuoting(.unterminatedField): "a quoted field does not end"
        case .fieldCount(let count): "it has \(count) fields instead of \(InvoiceFile.columns.count)"
        case .noInvoiceNumber: "it has no invoice number"
        case .noStockCode: "it has no stock code"
        case .key(let violation): "\(violation)"
        case .quantity(let text): "quantity \(text.excerpt) is no whole number of up to nine digits"
        case .quantityIsZero: "the quantity is zero"
        case .price(let text): "unit price \(text.excerpt) is no price"
        case .priceNotWhole(let text, let currency):
            "unit price \(text.excerpt) is not whole in minor units of \(currency)"
        case .positiveQuantityInCancellation: "a cancellation has a positive quantity"
        case .otherCustomer(let customer, let first):
            "customer \(customer.string.excerpt) is not that of the invoice, \(first.string.excerpt)"
        }
    }
}

extension String {
    /// The text in quotation marks, and not more of it than a message can bear.
    fileprivate var excerpt: String { count > 40 ? "\"\(prefix(39))…\"" : "\"\(self)\"" }
}
