import JoskLedger
import JoskLibPQ

extension AuditScan {
    /// Scans the journal and the facts, by command.
    mutating func byCommand(_ connection: PQConnection) throws(PostgresError) -> Output {
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
            ], connection)
        while let command = try nextCommand(connection) { try scanFacts(of: command, connection) }
        return output
    }

    /// Returns the lowest command identifier among the rows that the cursors have not returned yet; nil if there are no
    /// more rows.
    private func nextCommand(_ connection: PQConnection) throws(PostgresError) -> JournalEntry.ID? {
        let heads = [
            try next(journal, connection)?.id, try next(orders, connection)?.commandID,
            try next(refunds, connection)?.commandID, try next(entries, connection)?.commandID,
            try next(movements, connection)?.commandID,
        ]
        return heads.compactMap { $0 }.min()
    }

    private mutating func scanFacts(
        of command: JournalEntry.ID, _ connection: PQConnection
    ) throws(PostgresError) {
        while let entry = try next(journal, connection), entry.id == command {
            journal.advance()
            step(&output, .journalEntry(entry))
        }
        while let order = try next(orders, connection), order.commandID == command {
            orders.advance()
            step(&output, .order(order.order(in: currency)))
        }
        while let refund = try next(refunds, connection), refund.commandID == command {
            refunds.advance()
            step(&output, .refund(refund.refund(in: currency)))
        }
        while let entry = try next(entries, connection), entry.commandID == command {
            entries.advance()
            step(&output, .ledgerEntry(entry.entry(in: currency)))
        }
        while let movement = try next(movements, connection), movement.commandID == command {
            movements.advance()
            step(&output, .stockMovement(movement))
        }
    }
}
