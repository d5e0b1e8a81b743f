/// The first pass of an audit: what the rows of one customer or one product prove, in the order of
/// ``RowOrder/owner``. It remembers one owner's rows.
struct OwnerAudit: Sendable {
    let businessID: Business.ID
    private(set) var business: Business?
    private(set) var counts = AuditReport.Counts()
    private(set) var findings = Findings()
    private var account: CustomerAudit?
    private var item: ProductAudit?
    private var strays = Strays()
    private var lastCommand: (id: JournalEntry.ID, key: IdempotencyKey)?
    /// The products that never had stock: nothing but the command that added them tells of them.
    private(set) var stockless: Set<Product.ID> = []

    init(of businessID: Business.ID) { self.businessID = businessID }

    mutating func examine(_ row: StoredRow) {
        switch row {
        case .business(let business):
            findings.expect(
                business.id == businessID && self.business == nil, .businessExists, [.business(businessID)],
                "the row is that of business \(business.id)")
            self.business = business
        case .customer(let customer):
            closeGroup()
            counts.customers += 1
            account = CustomerAudit(of: customer.id, in: businessID, currency: business?.currency)
        case .ledgerEntry(let entry):
            counts.entries += 1
            guard account?.customerID == entry.customerID else { return strays.entries.append(entry) }
            account?.examine(entry, &findings)
        case .order(let order):
            counts.orders += 1
            guard account?.customerID == order.customerID else { return strays.orders.append(order) }
            account?.examine(order, &findings)
        case .refund(let refund):
            counts.refunds += 1
            guard account?.holds(refund) == true else { return strays.refunds.append(refund) }
            account?.examine(refund, &findings)
        case .productStock(let item):
            closeGroup()
            counts.products += 1
            self.item = ProductAudit(of: item, in: businessID)
            if item.movementCount == 0 { stockless.insert(item.id) }
            findings.expect(
                item.product.price.minorUnits >= 0, .amountFitsKind, [.product(item.id)],
                "price \(item.product.price)")
            findings.expect(
                business.map { $0.currency == item.product.price.currency } ?? true, .amountFitsKind,
                [.product(item.id), .business(businessID)], "price \(item.product.price)")
        case .stockMovement(let movement):
            counts.movements += 1
            guard item?.productID == movement.productID else { return strays.movements.append(movement) }
            item?.examine(movement, &findings)
        case .journalEntry(let entry):
            closeGroup()
            counts.commands += 1
            examineKey(of: entry)
        }
    }

    /// A key is used once. The journal comes by key, so that one that was used before is the last.
    private mutating func examineKey(of entry: JournalEntry) {
        defer { lastCommand = (entry.id, entry.key) }
        guard let last = lastCommand else { return }
        findings.expect(
            last.key < entry.key, .keyIsUsedOnce, [.command(entry.id), .command(last.id)],
            "the key \(entry.key) was used before")
    }

    /// What can be said of a customer or a product only when all of its rows have been seen.
    private mutating func closeGroup() {
        account?.close(&findings)
        item?.close(&findings)
        account = nil
        item = nil
    }

    /// The pass with what can be said only when every row has been seen.
    func closed() -> OwnerAudit {
        var audit = self
        audit.closeGroup()
        audit.strays.close(in: businessID, &audit.findings)
        if business == nil {
            audit.findings.report(.businessExists, [.business(businessID)], "there is no such business")
        }
        return audit
    }
}

/// Rows whose customer, product or order was not found.
private struct Strays: Sendable {
    var entries: [LedgerEntry] = []
    var orders: [Order] = []
    var refunds: [Refund] = []
    var movements: [StockMovement] = []

    func close(in businessID: Business.ID, _ findings: inout Findings) {
        // Where a ledger is opened there was a customer; else it is the row that names a wrong one.
        var opened: Set<Customer.ID> = []
        for entry in entries {
            if entry.hash != entry.computedHash(in: businessID) {
                findings.noteUnsound(entry)
            } else if entry.sequence == 1 {
                opened.insert(entry.customerID)
            }
        }
        func report(_ row: Suspect, of customer: Customer.ID) {
            let suspects: [Suspect] = [.customer(customer), row]
            findings.report(
                .rowHasOwner, opened.contains(customer) ? suspects : suspects.reversed(),
                "customer \(customer) does not exist")
        }
        for entry in entries { report(.entry(entry), of: entry.customerID) }
        for order in orders {
            report(.order(order.id), of: order.customerID)
            findings.note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        let orderIDs = Set(orders.map(\.id))
        for refund in refunds where !orderIDs.contains(refund.id.orderID) {
            findings.report(
                .rowHasOwner, [.refund(refund.id), .order(refund.id.orderID)],
                "order \(refund.id.orderID) does not exist")
        }
        let stocked = Set(movements.lazy.filter { $0.sequence == 1 }.map(\.productID))
        for movement in movements {
            let suspects: [Suspect] = [.product(movement.productID), .movement(movement)]
            findings.report(
                .rowHasOwner, stocked.contains(movement.productID) ? suspects : suspects.reversed(),
                "product \(movement.productID) does not exist")
        }
    }
}
