// Sequence numbers, running sums and times are made only here: each fact follows the one before it. The largest number
// would wrap, but only a damaged row has it: an audit reports the gap, and a trap would end the whole process.

extension CustomerAccount {
    /// Returns the entry that follows the last one.
    ///
    /// The caller has computed the balance and checked its bounds.
    func next(
        _ kind: LedgerEntry.Kind, amount: Money, balance: Money, creditLimit: Money? = nil,
        on state: TransactionState
    ) -> LedgerEntry {
        LedgerEntry(
            in: state.businessID, customerID: id, sequence: lastEntry.sequence &+ 1, kind: kind,
            amount: amount,
            balance: balance, creditLimit: creditLimit ?? self.creditLimit, recordedAt: time(on: state),
            commandID: state.commandID, previousHash: lastEntry.hash)
    }

    /// Returns the time of the account's next fact: never before the last entry, even if the clock went back.
    func time(on state: TransactionState) -> Timestamp { max(state.now, lastEntry.recordedAt) }
}

extension Customer {
    /// Returns the entry that opens the customer's ledger.
    func firstEntry(creditLimit: Money, on state: TransactionState) -> LedgerEntry {
        LedgerEntry(
            in: state.businessID, customerID: id, sequence: 1, kind: .opened,
            amount: .zero(creditLimit.currency),
            balance: .zero(creditLimit.currency), creditLimit: creditLimit, recordedAt: state.now,
            commandID: state.commandID, previousHash: .zero)
    }
}

extension ProductStock {
    /// Returns the violation if a change by a quantity takes the units on hand out of bounds, or nil.
    func violation(adding quantity: Int64) -> LimitViolation? {
        let (sum, overflow) = stock.addingReportingOverflow(quantity)
        // Only a damaged stock can overflow: both are within bounds far below the range of Int64.
        if overflow { return LimitViolation(.stock, nil, allowed: Limits.stock) }
        return .check(.stock, sum, within: Limits.stock)
    }

    /// Returns the movement that follows the last one.
    ///
    /// The caller has checked the bounds of the quantity and of the resulting stock.
    func next(_ kind: StockMovement.Kind, quantity: Int64, on state: TransactionState) -> StockMovement {
        StockMovement(
            productID: id, sequence: movementCount &+ 1, kind: kind, quantity: quantity,
            stock: stock + quantity,
            movedAt: max(state.now, movedAt), commandID: state.commandID)
    }
}
