import Foundation
import JoskLedger

/// A line of a history for a call that is about to be made.
///
/// The format is described in Tests/History/README.md.
struct InvokedLine: Codable, Sendable {
    var type = "invoked"
    let call: String
    let process: String
    let task: Int
    let at: Int64
    let business: Business.ID
    var key: String?
    let request: CallRequest
}

/// A line of a history for a call that has returned.
struct ReturnedLine: Codable, Sendable {
    var type = "returned"
    let call: String
    let at: Int64
    let outcome: Outcome
    var receipt: Figures?
    var rejection: Figures?
    var result: Figures?
    /// The code of a failure of the store.
    var code: String?
    /// True if no fault can cause the failure: the store calls it a defect, or it cannot read what it has stored.
    var defect: Bool?
}

/// A line of a history for a process that was killed.
struct EndedLine: Codable, Sendable {
    var type = "ended"
    let process: String
    let at: Int64
}

/// The outcome of a call.
enum Outcome: String, Codable, Sendable {
    case accepted, rejected, keyReused, notCommitted, unknown, committed, read, failed
}

/// The figures of a receipt, a rejection or the result of a read; each kind of call uses a few of them.
struct Figures: Codable, Sendable {
    struct Part: Codable, Sendable {
        var product: Product.ID?
        var line: Int?
        var requested: Int64
        var available: Int64?
        var remaining: Int64?
    }

    /// The row that has a key already: the identifier of a customer or a product, or the number of a ledger entry.
    enum Holder: Codable, Sendable {
        case row(String)
        case entry(Int64)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .row(let id): try container.encode(id)
            case .entry(let number): try container.encode(number)
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .entry(number)
            } else {
                self = .row(try container.decode(String.self))
            }
        }
    }

    struct Credit: Codable, Sendable {
        let limit: Int64
        let balance: Int64
        let required: Int64
    }

    var customer: Customer.ID?
    var product: Product.ID?
    var order: Order.ID?
    var number: Int64?
    var refund: Int64?
    var total: Int64?
    var entry: Int64?
    var hash: String?
    var amount: Int64?
    var balance: Int64?
    var available: Int64?
    var movement: Int64?
    var quantity: Int64?
    var stock: Int64?
    var limit: Int64?
    var price: Int64?
    var previous: Int64?
    var days: Int?
    var sequence: Int64?
    var orders: Int64?
    var sku: String?
    var movements: Int64?
    var refunds: Int?
    var refunded: [Int64]?
    var reason: String?
    var shortages: [Part]?
    var credit: Credit?
    var products: [Product.ID]?
    var lines: [Part]?
    var by: Holder?
    var requested: Int64?
}
