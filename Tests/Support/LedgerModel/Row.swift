extension Plain {
    /// A row that a business has in the end.
    ///
    /// Each fact names the command that made it by its number among the accepted commands of the business.
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
    /// The number of the command that made the fact; nil for what is no fact.
    package var command: Int? {
        switch self {
        case .entry(let entry): entry.command
        case .order(let order): order.command
        case .refund(let refund): refund.command
        case .movement(let movement): movement.command
        case .business, .customer, .product, .journal: nil
        }
    }

    /// Where the row stands. No two rows of a business have the same.
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
        /// Its number among the accepted commands of the business, from zero.
        package var number: Int
        /// What the caller gave; nil where the key is the engine's own.
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
