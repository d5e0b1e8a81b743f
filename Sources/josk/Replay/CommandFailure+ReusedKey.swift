import JoskLedger

extension CommandFailure {
    /// A key stands for something else already. Only a replay can meet that: its keys are made from the file, and the
    /// business may have been replayed before.
    static func reusedKey(_ key: IdempotencyKey) -> CommandFailure {
        CommandFailure(
            .dataError,
            "the business was replayed before from another file or with other options, or accepts now what "
                + "it refused then: \"\(key)\" was something else")
    }
}
