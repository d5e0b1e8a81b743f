import JoskLedger
import JoskLibPQ

/// A new ledger entry, with the balance and the limit of the entry before it.
///
/// The table stores these two with the entry, so that a constraint can compare them with the entry before.
struct ChainedEntry: Sendable {
    let entry: LedgerEntry
    let previousBalance: Int64
    let previousLimit: Int64
}

struct InsertLedgerEntries: WritingStatement {
    let business: Business.ID
    let entries: [ChainedEntry]
    var rowCount: Int { entries.count }

    static let sql = """
        INSERT INTO josk.ledger_entries
            (business_id, customer_id, sequence, kind, amount, balance, credit_limit, previous_balance,
            previous_limit, recorded_at, command_id, previous_hash, hash, order_id, refund_number, content,
            due_date, effective_date, reference, reversed_sequence, adjustment, reason)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                $22)
                AS u (customer_id, sequence, kind, amount, balance, credit_limit, previous_balance,
                    previous_limit, recorded_at, command_id, previous_hash, hash, order_id, refund_number,
                    content, due_date, effective_date, reference, reversed_sequence, adjustment, reason)
        WHERE b.id = $1 ORDER BY u.customer_id, u.sequence
        """

    func bind(_ parameters: inout Parameters) {
        let kinds = entries.map { LedgerEntryKindColumns.of($0.entry.kind) }
        parameters.append(business)
        parameters.append(array: entries.map(\.entry.customerID))
        parameters.append(array: entries.map(\.entry.sequence))
        parameters.append(array: kinds.map(\.name))
        parameters.append(array: entries.map(\.entry.amount.minorUnits))
        parameters.append(array: entries.map(\.entry.balance.minorUnits))
        parameters.append(array: entries.map(\.entry.creditLimit.minorUnits))
        parameters.append(array: entries.map(\.previousBalance))
        parameters.append(array: entries.map(\.previousLimit))
        parameters.append(array: entries.map(\.entry.recordedAt))
        parameters.append(array: entries.map(\.entry.commandID))
        parameters.append(array: entries.map(\.entry.previousHash))
        parameters.append(array: entries.map(\.entry.hash))
        parameters.append(array: kinds.map(\.columns.orderID))
        parameters.append(array: kinds.map(\.columns.refundNumber))
        parameters.append(array: kinds.map(\.columns.content))
        parameters.append(array: kinds.map(\.columns.dueDate))
        parameters.append(array: kinds.map(\.columns.effectiveDate))
        parameters.append(array: kinds.map(\.columns.reference))
        parameters.append(array: kinds.map(\.columns.reversedSequence))
        parameters.append(array: kinds.map(\.columns.adjustment))
        parameters.append(array: kinds.map(\.columns.reason))
    }
}
