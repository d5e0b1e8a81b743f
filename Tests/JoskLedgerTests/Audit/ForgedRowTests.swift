import Testing

@testable import JoskLedger

@Suite("Audits of rows that no command made")
struct ForgedRowTests {
    private static let unknown = JournalEntry.ID.numbered(0xFF00)

    /// The forged rows, each with a command that does not exist, or with the command of a similar row.
    static let damages: [Damage] = [
        Damage("an order without a command", .factHasCommand) { history in insertOrder(&history, unknown) },
        Damage("a second order of its command", .factFitsCommand, .commandHasFacts) { history in
            insertOrder(&history, history.facts.orders.first { $0.id == history.last }?.commandID)
        },
        Damage("a refund without a command", .factHasCommand) { history in insertRefund(&history, unknown) },
        Damage("a second refund of its command", .factFitsCommand) { history in
            insertRefund(&history, history.facts.refunds.first?.commandID)
        },
        Damage("a movement without a command", .factHasCommand, .stockMatchesMovements) { history in
            insertMovement(&history, unknown)
        },
        Damage("a second movement of its command", .factFitsCommand) { history in
            insertMovement(&history, history.facts.movements.last { $0.productID == history.tea }?.commandID)
        },
        Damage("an entry without a command, with a wrong hash", .factHasCommand) { history in
            insertEntry(&history, unknown, isSound: false)
        },
        Damage("a second entry of its command", .factFitsCommand) { history in
            insertEntry(
                &history, history.facts.entries(of: history.bob).last?.commandID, isSound: true)
        },
        Damage("a forged command", .sealCoversCommand) { history in
            let rows = history.facts.journal.filter { $0.kind == RenameCustomer.kind }
            history.facts.journal += rows.map { $0.with(id: unknown, key: "forged") }
            return .command(unknown)
        },
        // The command of the entry may as well have been removed: no row follows the last entry, and the
        // entry's hash covers the command. The audit therefore names the command.
        Damage("an entry without a command, with a correct hash", .factHasCommand) { history in
            _ = insertEntry(&history, unknown, isSound: true)
            return .command(unknown)
        },
    ]

    @Test("An audit of a forged row names the row, or its missing command, and no other", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    private static func insertOrder(
        _ history: inout History, _ command: JournalEntry.ID?
    ) -> AuditViolation.Row {
        let last = history.facts.orders.filter { $0.customerID == history.ada }.last
        let id = Order.ID.numbered(0xFF01)
        history.facts.orders += [last].compactMap {
            $0?.with(id: id, number: ($0?.number ?? 0) + 1, commandID: command)
        }
        return .order(id)
    }

    private static func insertRefund(
        _ history: inout History, _ command: JournalEntry.ID?
    ) -> AuditViolation.Row {
        let id = Refund.ID(orderID: history.last, number: 1)
        let sold = history.facts.orders.first { $0.id == history.last }
        history.facts.refunds += [sold].compactMap { order in
            guard let order, let command else { return nil }
            let line = RefundLine(
                lineNumber: 1, productID: history.tea, quantity: 1, amount: order.total, isRestocked: false)
            return Refund(
                id: id, customerID: order.customerID, lines: [line], total: order.total,
                refundedAt: order.placedAt.later(600), commandID: command)
        }
        return .refund(id)
    }

    private static func insertMovement(
        _ history: inout History, _ command: JournalEntry.ID?
    ) -> AuditViolation.Row {
        let last = history.facts.movements.last { $0.productID == history.tea }
        history.facts.movements += [last].compactMap {
            $0?.with(sequence: 7).altered(quantity: 1, stock: ($0?.stock ?? 0) + 1, commandID: command)
        }
        return .stockMovement(history.tea, sequence: 7)
    }

    private static func insertEntry(
        _ history: inout History, _ command: JournalEntry.ID?, isSound: Bool
    ) -> AuditViolation.Row {
        let last = history.facts.entries(of: history.bob).suffix(1)
        let business = history.facts.businessID
        history.facts.entries += last.map { last in
            let forged = last.forged(in: business) {
                $0.sequence = last.sequence + 1
                $0.balance = last.balance.more(last.amount.minorUnits)
                $0.previousHash = last.hash
                $0.commandID = command ?? $0.commandID
            }
            return isSound ? forged : forged.altered { $0.hash = ContentHash(hashing: [1]) }
        }
        return history.entry(history.bob, 4)
    }
}
