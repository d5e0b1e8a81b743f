import JoskLedger

extension StoreError {
    /// The failure of an operation that had been tried before, with why it had failed then: an attempt whose time ran out when it
    /// had only begun says nothing about the actual cause.
    func caused(by cause: StoreError?) -> StoreError {
        guard let cause, cause.message != message else { return self }
        return StoreError(
            code == .timedOut && cause.isRetriable ? cause.code : code, outcome: outcome,
            isRetriable: isRetriable,
            message: "\(message); before that: \(cause.message)")
    }
}
