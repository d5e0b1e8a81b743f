extension Plain.Row {
    /// The business itself.
    package struct Business: Sendable, Hashable {
        package var id: Int
        package var name: Plain.Text
        package var currency: String
        package var zone: String
        package var terms: Int
        package var createdAt: Int64

        package init(
            id: Int, name: Plain.Text, currency: String, zone: String, terms: Int, createdAt: Int64
        ) {
            self.id = id
            self.name = name
            self.currency = currency
            self.zone = zone
            self.terms = terms
            self.createdAt = createdAt
        }
    }

    /// A customer.
    package struct Customer: Sendable, Hashable {
        package var id: Int
        package var name: Plain.Text
        package var reference: Plain.Text?
        package var terms: Int?
        package var isActive: Bool

        package init(id: Int, name: Plain.Text, reference: Plain.Text?, terms: Int?, isActive: Bool) {
            self.id = id
            self.name = name
            self.reference = reference
            self.terms = terms
            self.isActive = isActive
        }
    }

    /// An entry of a customer's ledger.
    package struct Entry: Sendable, Hashable {
        package var customer: Int
        package var sequence: Int64
        package var kind: Plain.EntryKind
        package var amount: Plain.Amount
        package var balance: Plain.Amount
        package var limit: Plain.Amount
        package var recordedAt: Int64
        package var command: Int

        package init(
            customer: Int, sequence: Int64, kind: Plain.EntryKind, amount: Plain.Amount,
            balance: Plain.Amount, limit: Plain.Amount, recordedAt: Int64, command: Int
        ) {
            self.customer = customer
            self.sequence = sequence
            self.kind = kind
            self.amount = amount
            self.balance = balance
            self.limit = limit
            self.recordedAt = recordedAt
            self.command = command
        }
    }
}

extension Plain {
    /// The kind of a ledger entry, with its values.
    package enum EntryKind: Sendable, Hashable {
        case opened
        case charge(order: Int, due: Int64)
        case payment(Text?, effective: Int64)
        case refund(order: Int, number: Int64)
        case reversal(of: Int64, Text)
        case payout(Text?, effective: Int64)
        case adjustment(Adjustment, Text, effective: Int64)
        case limitChanged
    }
}
