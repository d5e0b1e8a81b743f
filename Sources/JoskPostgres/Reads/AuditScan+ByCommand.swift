import JoskLedger
import JoskLibPQ

extension AuditScan {
    /// Hands out the journal and the facts by command.
    mutating func byCommand(_ session: inout Session) throws(PostgresError) -> Output {
        let id = "'\(business)'"
        try declare(
            [
                journal.declaration(
                    """
                    SELECT \(JournalEntry.columns(of: "j")) FROM josk.journal AS j
                    WHERE j.business_id = \(id) ORDER BY j.id
                    """),
                orders.declaration(
                    """
                    SELECT \(OrderRow.columns) FROM josk.orders AS o \(OrderRow.lines)
                    WHERE o.business_id = \(id) ORDER BY o.command_id, o.id
                    """),
                refunds.declaration(
                    """
                    SELECT \(RefundRow.columns) FROM josk.refunds AS r \(RefundRow.lines)
                    WHERE r.business_id = \(id) ORDER BY r.command_id, r.order_id, r.number
                    """),
                entries.declaration(
                    """
                    SELECT \(LedgerEntryRow.columns(of: "e")) FROM josk.ledger_entries AS e
                    WHERE e.business_id = \(id) ORDER BY e.command_id, e.customer_id, e.sequence
                    """),
                movements.declaration(
                    """
                    SELECT \(StockMovement.columns(of: "m")) FROM josk.stock_movements AS m
                    WHERE m.business_id = \(id) ORDER BY m.command_id, m.product_id, m.sequence
                    """),
            ], &session)
        while let command = try nextCommand(&session) { try foldFacts(of: command, &session) }
        return output
    }

    /// The lowest command of all that is left.
    private func nextCommand(_ session: inout Session) throws(PostgresError) -> JournalEntry.ID? {
        let heads = [
            try next(journal, &session)?.id, try next(orders, &session)?.commandID,
            try next(refunds, &session)?.commandID, try next(entries, &session)?.commandID,
            try next(movements, &session)?.commandID,
        ]
        return heads.compactMap { $0 }.min()
    }

    private mutating func foldFacts(
        of command: JournalEntry.ID, _ session: inout Session
    ) throws(PostgresError) {
        while let entry = try next(journal, &session), entry.id == command {
            journal.advance()
            step(&output, .journalEntry(entry))
        }
        while let order = try next(orders, &session), order.commandID == command {
            orders.advance()
            step(&output, .order(order.order(in: currency)))
        }
        while let refund = try next(refunds, &session), refund.commandID == command {
            refunds.advance()
            step(&output, .refund(refund.refund(in: currency)))
        }
        while let entry = try next(entries, &session), entry.commandID == command {
            entries.advance()
            step(&output, .ledgerEntry(entry.entry(in: currency)))
        }
        while let movement = try next(movements, &session), movement.commandID == command {
            movements.advance()
            step(&output, .stockMovement(movement))
        }
    }
}
