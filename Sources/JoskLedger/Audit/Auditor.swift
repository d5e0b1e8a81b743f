/// Recomputes what must hold from a business's facts, one at a time in the order of
/// ``RowOrder/owner``.
///
/// A damaged row is reported, and the row after it is not held against it: one edit behind the store's back
/// names one row, and not everything after it.
struct Auditor: Sendable {
    private let businessID: Business.ID
    private var business: Business?
    private var counts = AuditReport.Counts()
    private var findings = Findings()
    private var account: AccountAudit?
    private var item: ItemAudit?
    private var goods = GoodsAudit()
    private var commands = CommandAudit()

    init(of businessID: Business.ID) { self.businessID = businessID }

    mutating func examine(_ row: StoredRow) {
        let before = findings.violations.count
        dispatch(row)
        // A command one of whose facts is reported as damaged is explained by that.
        if findings.violations.count > before, let command = row.commandID { findings.explain(command) }
    }

    private mutating func dispatch(_ row: StoredRow) {
        switch row {
        case .business(let business):
            self.business = business
        case .customer(let customer):
            closeGroup()
            counts.customers += 1
            account = AccountAudit(of: customer, in: businessID, currency: business?.currency)
        case .ledgerEntry(let entry):
            counts.entries += 1
            commands.note(entry.commandID, by: .ledgerEntry(entry.customerID, sequence: entry.sequence))
            examine(entry)
        case .order(let order):
            counts.orders += 1
            commands.note(order.commandID, by: .order(order.id))
            examine(order)
        case .refund(let refund):
            counts.refunds += 1
            commands.note(refund.commandID, by: .refund(refund.id))
            examine(refund)
        case .stockItem(let item):
            closeGroup()
            counts.products += 1
            self.item = ItemAudit(of: item)
        case .stockMovement(let movement):
            counts.movements += 1
            commands.note(
                movement.commandID, by: .stockMovement(movement.productID, sequence: movement.sequence))
            examine(movement)
        case .journalEntry(let entry):
            closeGroup()
            counts.commands += 1
            commands.accept(entry)
        }
    }

    private mutating func examine(_ entry: LedgerEntry) {
        let row = AuditViolation.Row.ledgerEntry(entry.customerID, sequence: entry.sequence)
        guard account?.customerID == entry.customerID else {
            return findings.report(.rowHasOwner, row, "its customer does not exist")
        }
        account?.examine(entry, &findings)
    }

    private mutating func examine(_ order: Order) {
        goods.expectSales(of: order)
        guard account?.customerID == order.customerID else {
            return findings.report(.rowHasOwner, .order(order.id), "its customer does not exist")
        }
        account?.examine(order, &findings)
    }

    private mutating func examine(_ refund: Refund) {
        goods.expectReturns(of: refund)
        guard account?.customerID == refund.customerID else {
            return findings.report(.rowHasOwner, .refund(refund.id), "its customer does not exist")
        }
        account?.examine(refund, &findings)
    }

    private mutating func examine(_ movement: StockMovement) {
        goods.note(movement)
        guard item?.productID == movement.productID else {
            let row = AuditViolation.Row.stockMovement(movement.productID, sequence: movement.sequence)
            return findings.report(.rowHasOwner, row, "its product does not exist")
        }
        item?.examine(movement, &findings)
    }

    /// What can be said of a customer or a product only when all of its rows have been seen.
    private mutating func closeGroup() {
        account?.close(&findings)
        item?.close(&findings)
        account = nil
        item = nil
    }

    /// What was found, once every fact has been examined.
    consuming func report() -> AuditReport {
        closeGroup()
        if business == nil {
            findings.report(.businessExists, .business(businessID), "there is no such business")
        }
        var (goods, findings) = (goods, findings)
        goods.close(&findings)
        commands.close(&findings)
        return AuditReport(businessID: businessID, counts: counts, violations: findings.violations)
    }
}

extension StoredRow {
    /// The command that made the fact; nil for what is no fact.
    fileprivate var commandID: JournalEntry.ID? {
        switch self {
        case .ledgerEntry(let entry): entry.commandID
        case .order(let order): order.commandID
        case .refund(let refund): refund.commandID
        case .stockMovement(let movement): movement.commandID
        case .business, .customer, .stockItem, .journalEntry: nil
        }
    }
}
