extension Plain {
    /// A row of a business.
    ///
    /// Each fact names its command by the command's number among the accepted commands of the business.
    package enum Row: Sendable, Hashable {
        case business(Business)
        case customer(Customer)
        case entry(Entry)
        case order(Order)
        case refund(Refund)
        case product(Product)
        case movement(Movement)
        case journal(JournalEntry)
    }
}

extension Plain.Row {
    /// The number of the command that made the fact; nil for a row that is not a fact.
    package var command: Int? {
        switch self {
        case .entry(let entry): entry.command
        case .order(let order): order.command
        case .refund(let refund): refund.command
        case .movement(let movement): movement.command
        case .business, .customer, .product, .journal: nil
        }
    }

    /// The place of the row, which no other row of the business has.
    package var place: Plain.Place {
        switch self {
        case .business: .business
        case .customer(let customer): .customer(customer.id)
        case .entry(let entry): .entry(entry.sequence, of: entry.customer)
        case .order(let order): .order(order.id)
        case .refund(let refund): .refund(refund.number, of: refund.order)
        case .product(let product): .product(product.id)
        case .movement(let movement): .movement(movement.sequence, of: movement.product)
        case .journal(let entry): .journal(entry.number)
        }
    }

    /// A command in the journal.
    package struct JournalEntry: Sendable, Hashable {
        /// The number of the command among the accepted commands of the business, from zero.
        package var number: Int
        /// The key from the caller; nil if the engine made the key.
        package var key: Plain.Text?
        package var kind: Plain.Kind
        package var facts: Int
        package var notes: Plain.Notes
        package var recordedAt: Int64

        package init(
            number: Int, key: Plain.Text?, kind: Plain.Kind, facts: Int, notes: Plain.Notes, recordedAt: Int64
        ) {
            self.number = number
            self.key = key
            self.kind = kind
            self.facts = facts
            self.notes = notes
            self.recordedAt = recordedAt
        }
    }
}
