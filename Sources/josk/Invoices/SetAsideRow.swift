import JoskLedger

/// A row that is not replayed, with its line number and the reason.
struct SetAsideRow: Hashable, CustomStringConvertible {
    /// The number of the row's line in the file, counted from 1.
    let line: Int
    let reason: SetAsideReason

    var description: String { "line \(line): set aside: \(reason)" }
}

/// The reasons why a row is not replayed.
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
        case .containsNUL: "it contains a NUL byte"
        case .notUTF8: "it is not valid UTF-8"
        case .malformedQuoting(.quoteInsideUnquotedField): "an unquoted field contains a quote"
        case .malformedQuoting(.textAfterClosingQuote): "text follows a closing quote"
        case .malformedQuoting(.unterminatedField): "a quoted field has no closing quote"
        case .fieldCount(let count): "it has \(count) fields instead of \(InvoiceFile.columns.count)"
        case .noInvoiceNumber: "it has no invoice number"
        case .noStockCode: "it has no stock code"
        case .key(let violation): "\(violation)"
        case .quantity(let text): "quantity \(text.excerpt) is not a whole number of up to nine digits"
        case .quantityIsZero: "the quantity is zero"
        case .price(let text):
            "unit price \(text.excerpt) is not a decimal number with up to twelve digits before the point"
        case .priceNotWhole(let text, let currency):
            "unit price \(text.excerpt) is not a whole number of minor units of \(currency)"
        case .positiveQuantityInCancellation: "the quantity of a cancellation is positive"
        case .otherCustomer(let customer, let first):
            "customer \(customer.string.excerpt) differs from the customer of the invoice, \(first.string.excerpt)"
        }
    }
}

extension String {
    /// The text in quotation marks, cut to 40 characters.
    fileprivate var excerpt: String { count > 40 ? "\"\(prefix(39))…\"" : "\"\(self)\"" }
}
