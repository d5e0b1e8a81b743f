/// Sells to a customer on credit: checks stock and credit, creates the order, removes the stock, charges the customer's
/// ledger.
package struct Purchase: Command {
    package static let kind = "purchase"

    package let orderID: NewIdentifier<Order>
    package let customerID: Customer.ID
    package let lines: [PurchaseLine]
    package let reference: OrderReference?
    /// The total that the caller expects.
    ///
    /// A different total is a reason for rejection.
    package let expectedTotal: Money?

    package init(
        orderID: NewIdentifier<Order> = NewIdentifier(), customerID: Customer.ID, lines: [PurchaseLine],
        reference: OrderReference? = nil, expectedTotal: Money? = nil
    ) {
        self.orderID = orderID
        self.customerID = customerID
        self.lines = lines
        self.reference = reference
        self.expectedTotal = expectedTotal
    }

    package var footprint: Footprint {
        // A request with too many lines is rejected for that reason alone, so its products need no locks.
        let isAssessed = Limits.lines.contains(lines.count)
        return Footprint(
            customers: [customerID], products: isAssessed ? Set(lines.lazy.map(\.productID)) : [],
            // An identifier that the engine has just generated is unique.
            orders: orderID.supplied.map { [$0] } ?? [], orderReferences: reference.map { [$0] } ?? [])
    }

    package var lineCount: Int { lines.count }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID.supplied)
        encoder.append(customerID)
        encoder.append(lines)
        encoder.append(reference)
        encoder.append(expectedTotal)
    }

    package func decide(on state: TransactionState) throws(PurchaseRejection) -> Decision<PurchaseReceipt> {
        let assessment = PurchaseAssessment(of: self, on: state)
        guard assessment.rejection.isEmpty, let account = assessment.account, let total = assessment.total
        else { throw assessment.rejection }
        guard let balance = account.balance.adding(total) else {
            // A balance within the credit limit is within bounds, unless the stored balance is damaged.
            throw PurchaseRejection(
                .balance(account.balance.minorUnits.addingReportingOverflow(total.minorUnits)))
        }

        let time = account.time(on: state)
        let order = Order(
            id: orderID.value, customerID: customerID, number: account.orderCount &+ 1, reference: reference,
            lines: assessment.lines, total: total, placedAt: time, commandID: state.commandID)
        var changes = TransactionChanges()
        changes.place(order)
        for (item, quantity) in assessment.taken {
            changes.move(item.next(.sale(order.id), quantity: -quantity, on: state))
        }
        // A total of zero makes no ledger entry.
        let entry = total.minorUnits > 0 ? charge(order, to: account, balance: balance, on: state) : nil
        if let entry { changes.post(entry) }
        return Decision(PurchaseReceipt(for: order, head: entry ?? account.lastEntry), changes)
    }

    private func charge(
        _ order: Order, to account: CustomerAccount, balance: Money, on state: TransactionState
    ) -> LedgerEntry {
        let terms = account.customer.paymentTerms ?? state.business.paymentTerms
        // The day by the clock itself: a clock that once ran ahead keeps the ledger's time ahead, not the due dates.
        let due = CalendarDate(of: state.now, in: state.business.timeZone).adding(days: terms.days)
        let content = order.contentHash(in: state.businessID)
        return account.next(
            .charge(order.id, contentHash: content, due: due), amount: order.total, balance: balance,
            on: state)
    }
}

/// The result of a purchase.
public struct PurchaseReceipt: Sendable, Hashable, Codable {
    /// The ledger entry of a purchase whose total is not zero.
    public struct Charge: Sendable, Hashable, Codable {
        /// The ledger entry.
        public let entry: PostedEntry
        /// The day on which the payment is due.
        public let dueDate: CalendarDate
    }

    /// The identifier of the new order.
    ///
    /// ``Tenant/order(_:)`` returns its lines and their prices.
    public let orderID: Order.ID
    /// The number of the order within the customer, counted from 1.
    public let orderNumber: Int64
    /// The total of the order.
    public let total: Money
    /// The charge; nil if the total is zero.
    public let charge: Charge?
    /// The balance after the purchase: the amount that the customer owed.
    public let balance: Money
    /// The available credit after the purchase.
    public let availableCredit: Money
    /// The time of the order.
    public let placedAt: Timestamp
}

extension PurchaseReceipt {
    /// Creates the receipt of an order from the head of the customer's ledger: the order's charge, or the last entry
    /// before it if the total is zero.
    fileprivate init(for order: Order, head entry: LedgerEntry) {
        orderID = order.id
        orderNumber = order.number
        total = order.total
        if case .charge(order.id, _, let due) = entry.kind {
            charge = Charge(entry: PostedEntry(entry), dueDate: due)
        } else {
            charge = nil
        }
        balance = entry.balance
        availableCredit = entry.availableCredit
        placedAt = order.placedAt
    }
}

extension PurchaseReceipt: PostingReceipt {
    /// The ledger entry of the charge; nil if the total is zero.
    public var postedEntry: PostedEntry? { charge?.entry }
}

extension PurchaseReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID)
        encoder.append(orderNumber)
        encoder.append(total)
        encoder.append(charge)
        encoder.append(balance)
        encoder.append(availableCredit)
        encoder.append(placedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            orderID: try decoder.next(), orderNumber: try decoder.next(), total: try decoder.next(),
            charge: try decoder.next(), balance: try decoder.next(), availableCredit: try decoder.next(),
            placedAt: try decoder.next())
    }
}

extension PurchaseReceipt.Charge: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(entry)
        encoder.append(dueDate)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(entry: try decoder.next(), dueDate: try decoder.next())
    }
}
