extension Plain {
    /// The outcome of a command.
    package enum Answer: Sendable, Hashable {
        case accepted(Receipt)
        case rejected(Rejection)
        case keyReused(Text)
        case unknownBusiness(Int)
    }

    /// The receipt of an accepted command.
    ///
    /// Times are microseconds since 1970. Days are days since 1970.
    package enum Receipt: Sendable, Hashable {
        case business(id: Int, createdAt: Int64)
        case customer(id: Int, limit: Amount, entry: Int64, addedAt: Int64)
        case product(id: Int, stock: Int64, addedAt: Int64)
        case movement(product: Int, sequence: Int64, quantity: Int64, stock: Int64, movedAt: Int64)
        case purchase(
            order: Int, number: Int64, total: Amount, charge: Charge?, balance: Amount, available: Amount,
            placedAt: Int64)
        case payment(
            customer: Int, entry: Int64, amount: Amount, balance: Amount, effective: Int64,
            recordedAt: Int64)
        case refund(
            order: Int, number: Int64, total: Amount, entry: Int64?, balance: Amount, refundedAt: Int64)
        case ledger(customer: Int, entry: Int64, amount: Amount, balance: Amount, recordedAt: Int64)
        case price(product: Int, price: Amount, previous: Amount, changedAt: Int64)
        case limit(
            customer: Int, entry: Int64, limit: Amount, previous: Amount, balance: Amount, changedAt: Int64)
        case businessTerms(days: Int, changedAt: Int64)
        case customerChange(customer: Int, changedAt: Int64)
        case productChange(product: Int, changedAt: Int64)
    }

    /// The ledger entry of a purchase with a total above zero.
    package struct Charge: Sendable, Hashable {
        package var entry: Int64
        package var due: Int64

        package init(entry: Int64, due: Int64) {
            self.entry = entry
            self.due = due
        }
    }

    /// The reason for the rejection of a command.
    package enum Rejection: Error, Sendable, Hashable {
        case alreadyExists(Int)
        case unknownTimeZone(String)
        case outOfBounds(OutOfBounds)
        case currencyMismatch(Mismatch)
        case unknownCustomer(Int)
        case unknownProduct(Int)
        case unknownOrder(Int)
        case unknownPayment(customer: Int, entry: Int64)
        case referenceTaken(Text, by: Int)
        case skuTaken(Text, by: Int)
        case zeroQuantity
        case zeroAmount
        case insufficientStock(requested: Int64, available: Int64)
        case insufficientCreditBalance(balance: Amount, requested: Amount)
        case unknownLineNumbers([Int])
        case exceedsRemaining([Excess])
        case nothingRemaining
        case alreadyReversed(by: Int64)
        case purchase(Refusal)
    }

    /// A number that is out of its bounds.
    ///
    /// The value is nil if it does not fit in 64 bits.
    package struct OutOfBounds: Sendable, Hashable {
        package var subject: String
        package var value: Int64?
        package var allowed: ClosedRange<Int64>
        package var line: Int?

        package init(_ subject: String, _ value: Int64?, _ allowed: ClosedRange<Int64>, line: Int? = nil) {
            self.subject = subject
            self.value = value
            self.allowed = allowed
            self.line = line
        }
    }

    /// A currency that differs from the currency of the business.
    package struct Mismatch: Sendable, Hashable {
        package var expected: String
        package var given: String
        package var line: Int?

        package init(expected: String, given: String, line: Int? = nil) {
            self.expected = expected
            self.given = given
            self.line = line
        }
    }

    /// A line of an order of which more units are to be refunded than remain.
    package struct Excess: Sendable, Hashable {
        package var line: Int
        package var requested: Int64
        package var remaining: Int64

        package init(line: Int, requested: Int64, remaining: Int64) {
            self.line = line
            self.requested = requested
            self.remaining = remaining
        }
    }
}
