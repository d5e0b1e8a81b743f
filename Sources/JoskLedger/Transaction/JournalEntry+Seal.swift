extension JournalEntry {
    /// The receipt without the seal that ends it; nil if it is too short to have one.
    var unsealedReceipt: ArraySlice<UInt8>? {
        receipt.count > CommandSeal.byteCount ? receipt.dropLast(CommandSeal.byteCount) : nil
    }

    /// The seal that ends the receipt; nil if it is too short to have one.
    var seal: CommandSeal? {
        guard unsealedReceipt != nil else { return nil }
        return try? CommandSeal(canonicalBytes: Array(receipt.suffix(CommandSeal.byteCount)))
    }

    /// The row with its receipt sealed, so that it vouches for itself and for the facts of the command.
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
