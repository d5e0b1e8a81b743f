extension Plain {
    /// All the reasons for the rejection of a purchase.
    package struct Refusal: Sendable, Hashable {
        package var outOfBounds: [OutOfBounds] = []
        package var mismatches: [Mismatch] = []
        package var existingOrder: Int?
        package var referenceHolder: Int?
        package var customer: CustomerProblem?
        package var unknownProducts: [Int] = []
        package var inactiveProducts: [Int] = []
        package var shortages: [Shortage] = []
        package var credit: Credit?
        package var changedTotal: ChangedTotal?

        package init() {}
    }

    /// The reason why a customer may not buy.
    package enum CustomerProblem: Sendable, Hashable {
        case unknown(Int)
        case inactive(Int)
    }

    /// A product whose stock is less than the requested quantity.
    package struct Shortage: Sendable, Hashable {
        package var product: Int
        package var lines: [Int]
        package var requested: Int64
        package var available: Int64
        package var missing: Int64

        package init(product: Int, lines: [Int], requested: Int64, available: Int64, missing: Int64) {
            self.product = product
            self.lines = lines
            self.requested = requested
            self.available = available
            self.missing = missing
        }
    }

    /// The customer's credit, and the credit that a purchase requires.
    package struct Credit: Sendable, Hashable {
        package var limit: Amount
        package var balance: Amount
        package var available: Amount
        package var required: Amount
        package var isSufficient: Bool

        package init(limit: Amount, balance: Amount, available: Amount, required: Amount, isSufficient: Bool)
        {
            self.limit = limit
            self.balance = balance
            self.available = available
            self.required = required
            self.isSufficient = isSufficient
        }
    }

    /// A total that differs from the caller's expected total.
    package struct ChangedTotal: Sendable, Hashable {
        package var expected: Amount
        package var actual: Amount

        package init(expected: Amount, actual: Amount) {
            self.expected = expected
            self.actual = actual
        }
    }

    /// The prices and the total of a purchase, the credit figures, and the reasons to reject it.
    package struct Quote: Sendable, Hashable {
        package var lines: [SoldLine]
        package var total: Amount?
        package var credit: Credit?
        package var refusal: Refusal?

        package init(lines: [SoldLine], total: Amount?, credit: Credit?, refusal: Refusal?) {
            self.lines = lines
            self.total = total
            self.credit = credit
            self.refusal = refusal
        }
    }
}
