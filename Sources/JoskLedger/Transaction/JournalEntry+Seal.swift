extension JournalEntry {
    /// The receipt without the seal at its end; nil if it is too short to have one.
    var unsealedReceipt: ArraySlice<UInt8>? {
        receipt.count > CommandSeal.byteCount ? receipt.dropLast(CommandSeal.byteCount) : nil
    }

    /// The seal at the end of the receipt; nil if the receipt is too short to have one.
    var seal: CommandSeal? {
        guard unsealedReceipt != nil else { return nil }
        return try? CommandSeal(canonicalBytes: Array(receipt.suffix(CommandSeal.byteCount)))
    }

    /// Returns the row with a seal appended to its receipt.
    ///
    /// The seal consists of two hashes: one of the journal row, one of the facts that the command made.
    func sealed(with changes: TransactionChanges, in business: Business.ID) -> JournalEntry {
        let facts = CommandSeal.facts(
            orders: changes.orders, refunds: changes.refunds, entries: changes.entries,
            movements: changes.movements, in: business)
        let seal = CommandSeal(of: self, receipt: receipt[...], facts: facts, in: business)
        return JournalEntry(
            id: id, key: key, kind: kind, fingerprint: fingerprint, receipt: receipt + seal.canonicalBytes,
            factCount: factCount, metadata: metadata, recordedAt: recordedAt)
    }
}
