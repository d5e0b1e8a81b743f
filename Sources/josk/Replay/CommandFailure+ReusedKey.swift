import JoskLedger

extension CommandFailure {
    /// Returns the failure of a replay whose idempotency key was used before for another request.
    ///
    /// Only a replay can fail in this way, because its keys are derived from the file and the business may have been
    /// replayed before.
    static func reusedKey(_ key: IdempotencyKey) -> CommandFailure {
        let request = ReplayRequest(key).map { "line \($0.line) made another \($0.kind) then" }
        return CommandFailure(
            .dataError,
            "the business was replayed before from another file or with other options, or it now accepts what it "
                + "refused then: \(request ?? "the key \"\(key)\" belongs to another request"); use the same file and "
                + "options, or another --business")
    }

    /// Returns the failure of a replay whose file differs from the bookings of an earlier one.
    static func otherFile(_ difference: FileComparison.Difference, _ business: Business.ID) -> CommandFailure
    {
        CommandFailure(
            .dataError,
            "line \(difference.line) differs from the earlier replay as the business \(business): "
                + "\(difference.reason); nothing was changed; use the file and the options of that replay, or another "
                + "--business")
    }

    /// Returns the failure of a replay whose customer or product the business refuses.
    static func refused(_ kind: ReplayRequest.Kind, _ row: InvoiceRow, _ reason: String) -> CommandFailure {
        CommandFailure(
            .dataError,
            "line \(row.line): the business refuses its \(kind): \(reason) Use another --business, or the file with "
                + "which this one was first replayed")
    }
}
