/// Sells to a customer on credit: checks stock and credit, makes the order, takes the stock, charges the
/// ledger.
package struct Purchase: Command {
    package static let kind = "purchase"

    package let orderID: NewIdentifier<Order>
    package let customerID: Customer.ID
    package let lines: [PurchaseLine]
    package let reference: OrderReference?
    /// What the caller believes it costs; anything else is a rejection.
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
        // A request with too many lines is refused for that alone; it is not worth a lock on each product.
        let isAssessed = Limits.lines.contains(lines.count)
        return Footprint(
            customers: [customerID], products: isAssessed ? Set(lines.lazy.map(\.productID)) : [],
            // Nobody else has an identifier that the engine has just made.
            orders: orderID.supplied.map { [$0] } ?? [], orderReferences: reference.map { [$0] } ?? [])
    }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID.supplied)
        encoder.append(customerID)
        encoder.append(lines)
        encoder.append(reference)
        encoder.append(expectedTotal)
    }

    package func decide(on state: TransactionState) throws(PurchaseRejection) -> Decision<PurchaseReceipt> {
        let assessment = PurchaseAssessment(of: self, on: state)
        guard assessment.rejection.isEmpty, let account = assessment.account, let total = assessment.total,
            let balance = account.balance.adding(total)
        else { throw assessment.rejection }

        let time = account.time(on: state)
        let order = Order(
            id: orderID.value, customerID: customerID, number: account.orderCount + 1, reference: reference,
            lines: assessment.lines, total: total, placedAt: time, commandID: state.commandID)
        var changes = TransactionChanges()
        changes.place(order)
        for (item, quantity) in assessment.taken {
            changes.move(item.next(.sale(order.id), quantity: -quantity, on: state))
        }
        // What costs nothing leaves the ledger alone.
        let entry = total.minorUnits > 0 ? charge(order, to: account, balance: balance, on: state) : nil
        if let entry { changes.post(entry) }
        return Decision(PurchaseReceipt(for: order, standing: entry ?? account.lastEntry), changes)
    }

    private func charge(
        _ order: Order, to account: CustomerAccount, balance: Money, on state: TransactionState
    ) -> LedgerEntry {
        let terms = account.customer.paymentTerms ?? state.business.paymentTerms
        // By the clock as it is: if it once went ahead, the ledger's time waits for it, and dates need not.
        let due = CalendarDate(of: state.now, in: state.business.timeZone).adding(days: terms.days)
        let content = order.contentHash(in: state.businessID)
        return account.next(
            .charge(order.id, contentHash: content, due: due), amount: order.total, balance: balance,
            on: state)
    }
}

/// A purchase happened.
public struct PurchaseReceipt: Sendable, Hashable, Codable {
    /// The ledger entry of a purchase that cost something.
    public struct Charge: Sendable, Hashable, Codable {
        /// The ledger entry that charges it.
        public let entrySequence: Int64
        /// The day by which it is to be paid.
        public let dueDate: CalendarDate
    }

    /// The order that was made; read it for its lines and their prices.
    public let orderID: Order.ID
    /// Which of the customer's orders it is, counted from 1.
    public let orderNumber: Int64
    /// What it cost.
    public let total: Money
    /// The charge; nil if it cost nothing.
    public let charge: Charge?
    /// What the customer owed right afterwards.
    public let balance: Money
    /// What the customer could still charge right afterwards.
    public let availableCredit: Money
    /// When the order was made.
    public let placedAt: Timestamp
}

extension PurchaseReceipt {
    /// The receipt for an order, where the ledger stands at an entry: its charge, if it cost something.
    fileprivate init(for order: Order, standing entry: LedgerEntry) {
        orderID = order.id
        orderNumber = order.number
        total = order.total
        if case .charge(order.id, _, let due) = entry.kind {
            charge = Charge(entrySequence: entry.sequence, dueDate: due)
        } else {
            charge = nil
        }
        balance = entry.balance
        availableCredit = entry.availableCredit
        placedAt = order.placedAt
    }
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
        encoder.append(entrySequence)
        encoder.append(dueDate)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(entrySequence: try decoder.next(), dueDate: try decoder.next())
    }
}
