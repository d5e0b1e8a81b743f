@testable import JoskLedger

/// The fields of a ledger entry, which can be changed as by direct access to the table.
struct EditableEntry {
    var customerID: Customer.ID
    var sequence: Int64
    var kind: LedgerEntry.Kind
    var amount: Money
    var balance: Money
    var creditLimit: Money
    var recordedAt: Timestamp
    var commandID: JournalEntry.ID
    var previousHash: ContentHash
    var hash: ContentHash
}

extension LedgerEntry {
    /// Returns the entry with some of its fields changed.
    ///
    /// The hash stays the same, unless it is one of these fields.
    func altered(_ edit: (inout EditableEntry) -> Void) -> LedgerEntry {
        var fields = EditableEntry(
            customerID: customerID, sequence: sequence, kind: kind, amount: amount, balance: balance,
            creditLimit: creditLimit, recordedAt: recordedAt, commandID: commandID,
            previousHash: previousHash,
            hash: hash)
        edit(&fields)
        return LedgerEntry(
            customerID: fields.customerID, sequence: fields.sequence, kind: fields.kind,
            amount: fields.amount,
            balance: fields.balance, creditLimit: fields.creditLimit, recordedAt: fields.recordedAt,
            commandID: fields.commandID, previousHash: fields.previousHash, hash: fields.hash)
    }

    /// Returns the entry with some of its fields changed and its hash computed again.
    func forged(in business: Business.ID, _ edit: (inout EditableEntry) -> Void) -> LedgerEntry {
        let entry = altered(edit)
        return entry.altered { $0.hash = entry.computedHash(in: business) }
    }
}

extension Order {
    func altered(
        number: Int64? = nil, lines: [OrderLine]? = nil, total: Money? = nil
    ) -> Order {
        Order(
            id: id, customerID: customerID, number: number ?? self.number, reference: reference,
            lines: lines ?? self.lines, total: total ?? self.total, placedAt: placedAt, commandID: commandID)
    }
}

extension OrderLine {
    func altered(
        productID: Product.ID? = nil, quantity: Int64? = nil, unitPrice: Money? = nil, amount: Money? = nil
    ) -> OrderLine {
        OrderLine(
            productID: productID ?? self.productID, quantity: quantity ?? self.quantity,
            unitPrice: unitPrice ?? self.unitPrice, amount: amount ?? self.amount)
    }
}

extension Refund {
    func altered(number: Int64? = nil, lines: [RefundLine]? = nil, total: Money? = nil) -> Refund {
        Refund(
            id: ID(orderID: id.orderID, number: number ?? id.number), customerID: customerID,
            lines: lines ?? self.lines, total: total ?? self.total, refundedAt: refundedAt,
            commandID: commandID)
    }
}

extension RefundLine {
    func altered(
        lineNumber: Int? = nil, quantity: Int64? = nil, amount: Money? = nil, isRestocked: Bool? = nil
    ) -> RefundLine {
        RefundLine(
            lineNumber: lineNumber ?? self.lineNumber, productID: productID,
            quantity: quantity ?? self.quantity,
            amount: amount ?? self.amount, isRestocked: isRestocked ?? self.isRestocked)
    }
}

extension StockMovement {
    func altered(
        kind: Kind? = nil, quantity: Int64? = nil, stock: Int64? = nil, movedAt: Timestamp? = nil,
        commandID: JournalEntry.ID? = nil
    ) -> StockMovement {
        StockMovement(
            productID: productID, sequence: sequence, kind: kind ?? self.kind,
            quantity: quantity ?? self.quantity, stock: stock ?? self.stock, movedAt: movedAt ?? self.movedAt,
            commandID: commandID ?? self.commandID)
    }
}
