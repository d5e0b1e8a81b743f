import JoskLedger

extension StoreError {
    /// Returns the error with the failure of the previous attempt added to its message.
    ///
    /// If this attempt only timed out and the earlier failure is retriable, the result has the code of the earlier
    /// failure.
    func following(_ earlier: StoreError?) -> StoreError {
        guard let earlier, earlier.message != message else { return self }
        return StoreError(
            code == .timedOut && earlier.isRetriable ? earlier.code : code, outcome: outcome,
            isRetriable: isRetriable,
            message: "\(message); before that: \(earlier.message)")
    }
}
