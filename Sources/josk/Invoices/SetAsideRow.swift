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
    case fieldCount(Int, columns: Int)
    case noInvoiceNumber
    case noStockCode
    case key(TextViolation)
    case quantity(String)
    case quantityIsZero
    case price(String, DecimalMark)
    case priceNotWhole(String, Currency)
    case positiveQuantityInCancellation
    case otherCustomer(CustomerReference, than: CustomerReference)
}

extension SetAsideReason: CustomStringConvertible {
    var description: String {
        switch self {
        case .containsNUL: "it contains a NUL byte"
        case .notUTF8: "it is not valid UTF-8; \(Self.conversion)"
        case .malformedQuoting(.quoteInsideUnquotedField): "an unquoted field contains a quote"
        case .malformedQuoting(.textAfterClosingQuote): "text follows a closing quote"
        case .malformedQuoting(.unterminatedField): "a quoted field has no closing quote"
        case .fieldCount(let count, let columns):
            "it has \(count) fields instead of \(columns)"
                + (count > columns ? "; a field with a delimiter, such as a comma, must be in quotes" : "")
        case .noInvoiceNumber: "it has no invoice number"
        case .noStockCode: "it has no stock code"
        case .key(let violation): "\(violation)"
        case .quantity(let text):
            "quantity \(text.excerpt) is not a whole number of up to nine digits\(NumberForm(text).adviceForQuantity)"
        case .quantityIsZero: "the quantity is zero"
        case .price(let text, let mark):
            "unit price \(text.excerpt) is not a decimal number with up to twelve digits before the \(mark)"
                + NumberForm(text).advice(forPriceWith: mark)
        case .priceNotWhole(let text, let currency):
            "unit price \(text.excerpt) is not a whole number of minor units of \(currency)"
        case .positiveQuantityInCancellation: "the quantity of a cancellation is positive"
        case .otherCustomer(let customer, let first):
            "customer \(customer.string.excerpt) differs from the customer of the invoice, \(first.string.excerpt)"
        }
    }

    /// The remedy for bytes that are not UTF-8.
    static let conversion =
        "if the file is in Latin-1 or Windows-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE"
}

extension String {
    /// The text in quotation marks, cut to 40 characters.
    var excerpt: String { count > 40 ? "\"\(prefix(39))…\"" : "\"\(self)\"" }
}
