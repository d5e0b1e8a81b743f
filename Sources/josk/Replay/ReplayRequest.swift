import JoskLedger

/// A request of a replay: its kind, and the line of the file that makes it.
///
/// The idempotency key of the request is derived from both. It contains the number of the line instead of the invoice
/// number, which may be as long as a whole key.
struct ReplayRequest: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case customer
        case product
        case purchase
        case adjustment
        /// The refund of a part of an order, counted from 1: a row may refund several orders.
        case refund(part: Int)
    }

    let kind: Kind
    let line: Int

    init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }

    /// The idempotency key of the request.
    var key: IdempotencyKey { get throws { try IdempotencyKey("line \(line): \(kind)") } }

    /// Creates the request that has an idempotency key; nil for a key of another application.
    init?(_ key: IdempotencyKey) {
        guard let match = key.string.wholeMatch(of: /line ([0-9]{1,18}): ([a-z]+)(?: ([0-9]{1,18}))?/),
            let line = Int(match.1)
        else { return nil }
        switch (match.2, match.3.flatMap { Int($0) }) {
        case ("customer", nil): kind = .customer
        case ("product", nil): kind = .product
        case ("purchase", nil): kind = .purchase
        case ("adjustment", nil): kind = .adjustment
        case ("refund", let part?): kind = .refund(part: part)
        default: return nil
        }
        self.line = line
    }
}

extension ReplayRequest.Kind: CustomStringConvertible {
    /// The name of the kind in keys and messages.
    ///
    /// Businesses have keys with these names, so they must not change.
    var description: String {
        switch self {
        case .customer: "customer"
        case .product: "product"
        case .purchase: "purchase"
        case .adjustment: "adjustment"
        case .refund(let part): "refund \(part)"
        }
    }
}
