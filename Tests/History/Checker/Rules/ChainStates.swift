/// The sums of the entries of one customer so far.
struct EntryState {
    private var sequence: Int64 = 0
    private var balance: Int128 = 0
    private var limit: Int64?
    /// The amounts of the payments that were not reversed, by entry.
    private var payments: [Int64: Int64] = [:]

    /// Returns the reason why an entry cannot follow, as a clause; nil if it can.
    func problem(of entry: EntryRow) -> String? {
        if entry.sequence != sequence + 1 { return "number \(entry.sequence) instead of \(sequence + 1)" }
        if (entry.kind == .opened) != (sequence == 0) { return "only the first entry is of kind opened" }
        let expected = balance + Int128(entry.amount)
        if Int128(entry.balance) != expected { return "balance \(entry.balance) instead of \(expected)" }
        if let limit, entry.kind != .limit, entry.limit != limit {
            return "limit \(entry.limit) instead of \(limit)"
        }
        switch entry.kind {
        case .charge where entry.balance > entry.limit:
            return "a charge that leads to the balance \(entry.balance), above the limit \(entry.limit)"
        case .opened where entry.amount != 0, .limit where entry.amount != 0:
            return "an entry of kind \(entry.kind.rawValue) with the amount \(entry.amount)"
        case .charge where entry.amount < 0, .reversal where entry.amount < 0, .payout where entry.amount < 0,
            .payment where entry.amount > 0, .refund where entry.amount > 0:
            return "an entry of kind \(entry.kind.rawValue) with the amount \(entry.amount)"
        case .reversal:
            guard let payment = entry.reversed.flatMap({ payments[$0] }) else {
                return "a reversal of no payment, or a second reversal of one"
            }
            if Int128(entry.amount) != -Int128(payment) {
                return "a reversal of \(payment) by \(entry.amount)"
            }
            return nil
        default: return nil
        }
    }

    mutating func append(_ entry: EntryRow) {
        sequence = entry.sequence
        balance = Int128(entry.balance)
        limit = entry.limit
        if entry.kind == .payment { payments[sequence] = entry.amount }
        if let reversed = entry.reversed { payments[reversed] = nil }
    }
}

/// The units of each line of an order that were not refunded so far.
struct RefundState {
    private(set) var remaining: [Int128]

    init(_ order: OrderRow) { remaining = order.lines.map { Int128($0.quantity) } }

    var nothingRemains: Bool { remaining.allSatisfy { $0 == 0 } }

    /// Subtracts a refund; returns the reason why it cannot follow, as a clause.
    mutating func append(_ refund: RefundRow, number: Int64) -> String? {
        if refund.number != number { return "number \(refund.number) instead of \(number)" }
        for line in refund.lines {
            guard line.line >= 1, line.line <= remaining.count else {
                return "line \(line.line) does not exist"
            }
            let index = Int(line.line) - 1
            remaining[index] -= Int128(line.quantity)
            if remaining[index] < 0 {
                return "\(-remaining[index]) units of line \(line.line) more than were sold"
            }
        }
        return nil
    }
}
