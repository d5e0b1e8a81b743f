extension Plain {
    /// A row that a business has in the end.
    ///
    /// Each fact names the command that made it by its number among the accepted commands of the business.
    package enum Row: Sendable, Hashable {
        case business(id: Int, name: Text, currency: String, zone: String, terms: Int, createdAt: Int64)
        case customer(id: Int, name: Text, reference: Text?, terms: Int?, isActive: Bool)
        case entry(
            customer: Int, sequence: Int64, kind: EntryKind, amount: Amount, balance: Amount, limit: Amount,
            recordedAt: Int64, command: Int)
        case order(
            id: Int, customer: Int, number: Int64, reference: Text?, lines: [SoldLine], total: Amount,
            placedAt: Int64, command: Int)
        case refund(
            order: Int, number: Int64, customer: Int, lines: [RefundedLine], total: Amount,
            refundedAt: Int64, command: Int)
        case product(
            id: Int, sku: Text, name: Text, price: Amount, isActive: Bool, addedAt: Int64, stock: Int64,
            movements: Int64, movedAt: Int64)
        case movement(
            product: Int, sequence: Int64, kind: MovementKind, quantity: Int64, stock: Int64, movedAt: Int64,
            command: Int)
        case command(Int, key: Text?, kind: Kind, facts: Int, notes: Notes, recordedAt: Int64)
    }

    /// What a ledger entry records.
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

    /// Why stock moved.
    package enum MovementKind: Sendable, Hashable {
        case receipt(Text?)
        case sale(order: Int)
        case `return`(order: Int, refund: Int64)
        case adjustment(Text)
    }

    /// A line as it was refunded.
    package struct RefundedLine: Sendable, Hashable {
        package var number: Int
        package var product: Int
        package var quantity: Int64
        package var amount: Amount
        package var isRestocked: Bool

        package init(number: Int, product: Int, quantity: Int64, amount: Amount, isRestocked: Bool) {
            self.number = number
            self.product = product
            self.quantity = quantity
            self.amount = amount
            self.isRestocked = isRestocked
        }
    }
}

extension Plain.Row {
    /// Where the row stands: its table, and its key there. No two rows have the same.
    package var place: [Int64] {
        switch self {
        case .business: [0]
        case .customer(let id, _, _, _, _): [1, Int64(id)]
        case .entry(let customer, let sequence, _, _, _, _, _, _): [2, Int64(customer), sequence]
        case .order(let id, _, _, _, _, _, _, _): [3, Int64(id)]
        case .refund(let order, let number, _, _, _, _, _): [4, Int64(order), number]
        case .product(let id, _, _, _, _, _, _, _, _): [5, Int64(id)]
        case .movement(let product, let sequence, _, _, _, _, _): [6, Int64(product), sequence]
        case .command(let number, _, _, _, _, _): [7, Int64(number)]
        }
    }
}
