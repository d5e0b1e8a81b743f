import JoskLedger

extension StoreError {
    /// Adds the failure of the attempt before to the message. If this attempt only timed out, the result has the earlier failure's
    /// code.
    func following(_ earlier: StoreError?) -> StoreError {
        guard let earlier, earlier.message != message else { return self }
        return StoreError(
            code == .timedOut && earlier.isRetriable ? earlier.code : code, outcome: outcome,
            isRetriable: isRetriable,
            message: "\(message); before that: \(earlier.message)")
    }
}
