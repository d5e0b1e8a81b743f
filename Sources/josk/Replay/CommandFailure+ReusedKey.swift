import JoskLedger

extension CommandFailure {
    /// Returns the failure of a replay whose idempotency key was used before for another request.
    ///
    /// Only a replay can fail in this way, because its keys are derived from the file and the business may have been
    /// replayed before.
    static func reusedKey(_ key: IdempotencyKey) -> CommandFailure {
        CommandFailure(
            .dataError,
            "the business was replayed before from another file or with other options, or it now accepts what it "
                + "refused then: the key \"\(key)\" belongs to another request; use the same file and options, or "
                + "another --business")
    }
}
