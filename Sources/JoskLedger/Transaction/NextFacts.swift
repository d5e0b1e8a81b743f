// The one place where sequence numbers, running sums and times are made: each fact follows the one before it.

extension CustomerAccount {
    /// The entry that follows the last one. The balance is one that the caller has computed and found in
    /// bounds.
    func next(
        _ kind: LedgerEntry.Kind, amount: Money, balance: Money, creditLimit: Money? = nil,
        on state: TransactionState
    ) -> LedgerEntry {
        LedgerEntry(
            in: state.businessID, customerID: id, sequence: lastEntry.sequence + 1, kind: kind,
            amount: amount,
            balance: balance, creditLimit: creditLimit ?? self.creditLimit, recordedAt: time(on: state),
            commandID: state.commandID, previousHash: lastEntry.hash)
    }

    /// The time of what happens to this account now: if the clock went back, the ledger's time stands still.
    func time(on state: TransactionState) -> Timestamp { max(state.now, lastEntry.recordedAt) }
}

extension Customer {
    /// The entry that opens the customer's ledger.
    func firstEntry(creditLimit: Money, on state: TransactionState) -> LedgerEntry {
        LedgerEntry(
            in: state.businessID, customerID: id, sequence: 1, kind: .opened,
            amount: .zero(creditLimit.currency),
            balance: .zero(creditLimit.currency), creditLimit: creditLimit, recordedAt: state.now,
            commandID: state.commandID, previousHash: .zero)
    }
}

extension ProductStock {
    /// How the units on hand would be out of bounds with some more or fewer; nil if they would not.
    func violation(adding quantity: Int64) -> LimitViolation? {
        // Both are within bounds that are far from the end of Int64.
        .check(.stock, stock + quantity, within: Limits.stock)
    }

    /// The movement that follows the last one, by units that the caller has found in bounds.
    func next(_ kind: StockMovement.Kind, quantity: Int64, on state: TransactionState) -> StockMovement {
        StockMovement(
            productID: id, sequence: movementCount + 1, kind: kind, quantity: quantity,
            stock: stock + quantity,
            movedAt: max(state.now, movedAt), commandID: state.commandID)
    }
}
