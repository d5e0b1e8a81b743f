import JoskLedger

extension StoreError {
    /// The failure of something that had been tried before, and why that had failed: an attempt whose time is over when it
    /// has only begun says nothing of what had been in the way all along.
    func after(_ reason: StoreError?) -> StoreError {
        guard let reason, reason.message != message else { return self }
        return StoreError(
            code == .timedOut && reason.isRetriable ? reason.code : code, outcome: outcome,
            isRetriable: isRetriable,
            message: "\(message); before that: \(reason.message)")
    }
}
