/// The first pass of an audit: checks the rows of each customer and each product.
///
/// The rows arrive in the order of ``RowOrder/owner``. The pass keeps only one owner's rows in memory.
struct OwnerAudit: Sendable {
    let businessID: Business.ID
    private(set) var business: Business?
    private(set) var counts = AuditReport.Counts()
    private(set) var findings = Findings()
    private var account: CustomerAudit?
    private var item: ProductAudit?
    private var strays = Strays()
    private var lastCommand: (id: JournalEntry.ID, key: IdempotencyKey)?
    /// The products that never had stock; only the command that added such a product proves its existence.
    private(set) var stockless: Set<Product.ID> = []

    init(of businessID: Business.ID) { self.businessID = businessID }

    mutating func examine(_ row: StoredRow) {
        switch row {
        case .business(let business):
            findings.expect(
                business.id == businessID && self.business == nil, .businessExists, [.business(businessID)],
                "expected one row of business \(businessID), found a row of business \(business.id)")
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
                "expected a price of at least 0 in product \(item.id), found \(item.product.price)")
            findings.expect(
                business.map { $0.currency == item.product.price.currency } ?? true, .amountFitsKind,
                [.product(item.id), .business(businessID)],
                "expected a price in the currency of the business in product \(item.id), "
                    + "found \(item.product.price)")
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

    /// Checks that a key is used once.
    ///
    /// The journal arrives by key, so a key that was used before is the last one.
    private mutating func examineKey(of entry: JournalEntry) {
        defer { lastCommand = (entry.id, entry.key) }
        guard let last = lastCommand else { return }
        findings.expect(
            last.key < entry.key, .keyIsUsedOnce, [.command(entry.id), .command(last.id)],
            "the key \(entry.key) of command \(entry.id) was already used by command \(last.id)")
    }

    /// Runs the checks of a customer or a product that need all of its rows.
    private mutating func closeGroup() {
        account?.close(&findings)
        item?.close(&findings)
        account = nil
        item = nil
    }

    /// Returns the pass after the checks that need every row.
    func closed() -> OwnerAudit {
        var audit = self
        audit.closeGroup()
        audit.strays.close(in: businessID, &audit.findings)
        if business == nil {
            audit.findings.report(
                .businessExists, [.business(businessID)], "business \(businessID) does not exist")
        }
        return audit
    }
}

/// The rows whose customer, product or order was not found.
private struct Strays: Sendable {
    var entries: [LedgerEntry] = []
    var orders: [Order] = []
    var refunds: [Refund] = []
    var movements: [StockMovement] = []

    func close(in businessID: Business.ID, _ findings: inout Findings) {
        // If the ledger has its opening, the customer's row was removed. Otherwise the row names a wrong customer.
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
