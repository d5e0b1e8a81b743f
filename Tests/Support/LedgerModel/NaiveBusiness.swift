/// The facts of one business and the values computed from them.
package struct NaiveBusiness: Sendable {
    package let id: Int
    package let name: Plain.Text
    package let currency: String
    package let zone: Plain.Zone
    package let createdAt: Int64
    package internal(set) var terms: Int
    package internal(set) var customers: [CustomerFact] = []
    package internal(set) var products: [ProductFact] = []
    package internal(set) var entries: [EntryFact] = []
    package internal(set) var orders: [OrderFact] = []
    package internal(set) var refunds: [RefundFact] = []
    package internal(set) var movements: [MovementFact] = []
    package private(set) var accepted: [AcceptedFact] = []

    /// The number of the command that is being decided.
    var command: Int { accepted.count }

    init(
        id: Int, _ request: Plain.CreateBusiness, now: Int64
    ) throws(Plain.Rejection) {
        try Bounds.check(days: request.terms)
        if !request.zone.hasName { throw .unknownTimeZone(request.zone.name) }
        self.id = id
        name = request.name
        currency = request.currency
        zone = request.zone
        terms = request.terms
        createdAt = now
    }

    mutating func accept(
        _ request: Plain.Command, key: Plain.Text?, notes: Plain.Notes, receipt: Plain.Receipt, now: Int64
    ) {
        accepted.append(
            AcceptedFact(key: key, request: request, notes: notes, receipt: receipt, recordedAt: now))
    }
}

// MARK: - Sums, computed on each call

extension NaiveBusiness {
    package func balance(of customer: Int) -> Int64 {
        var sum: Int64 = 0
        for entry in entries where entry.customer == customer { sum += entry.amount }
        return sum
    }

    package func limit(of customer: Int) -> Int64 {
        var limit: Int64 = 0
        for entry in entries where entry.customer == customer { limit = entry.newLimit ?? limit }
        return limit
    }

    package func stock(of product: Int) -> Int64 {
        var sum: Int64 = 0
        for movement in movements where movement.product == product { sum += movement.quantity }
        return sum
    }

    /// Returns the units of a line of an order that were not refunded.
    package func left(of line: Int, in order: OrderFact) -> Int64 {
        var left = order.lines[line - 1].quantity
        for refund in refunds where refund.order == order.id {
            for refunded in refund.lines where refunded.number == line { left -= refunded.quantity }
        }
        return left
    }

    func entryCount(of customer: Int) -> Int64 {
        var count: Int64 = 0
        for entry in entries where entry.customer == customer { count += 1 }
        return count
    }

    func movementCount(of product: Int) -> Int64 {
        var count: Int64 = 0
        for movement in movements where movement.product == product { count += 1 }
        return count
    }

    /// Returns the time of a customer's next entry: the later of the given time and that of the last entry.
    func ledgerTime(of customer: Int, now: Int64) -> Int64 {
        var time = now
        for entry in entries where entry.customer == customer { time = max(time, entry.recordedAt) }
        return time
    }

    /// Returns the time of a product's next movement: the latest of the given time, the time of the product's
    /// addition and that of its last movement.
    func stockTime(of product: ProductFact, now: Int64) -> Int64 {
        var time = max(now, product.addedAt)
        for movement in movements where movement.product == product.id { time = max(time, movement.movedAt) }
        return time
    }
}

// MARK: - Look-ups

extension NaiveBusiness {
    func indexOfCustomer(_ id: Int) throws(Plain.Rejection) -> Int {
        guard let index = customers.firstIndex(where: { $0.id == id }) else { throw .unknownCustomer(id) }
        return index
    }

    func indexOfProduct(_ id: Int) throws(Plain.Rejection) -> Int {
        guard let index = products.firstIndex(where: { $0.id == id }) else { throw .unknownProduct(id) }
        return index
    }

    /// Returns a customer's entry by its number, counted from 1.
    package func entry(_ number: Int64, of customer: Int) -> EntryFact? {
        var count: Int64 = 0
        for entry in entries where entry.customer == customer {
            count += 1
            if count == number { return entry }
        }
        return nil
    }

    func check(_ amount: Plain.Amount) throws(Plain.Rejection) {
        if amount.currency != currency {
            throw .currencyMismatch(Plain.Mismatch(expected: currency, given: amount.currency))
        }
    }

    func amount(_ units: Int64) -> Plain.Amount { Plain.Amount(units, currency) }
}
