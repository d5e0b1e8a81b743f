/// The result of the verification of a kept receipt.
public enum ReceiptVerification: Sendable, Hashable, Codable {
    /// The ledger has the entry, and the entry's content has the receipt's hash.
    ///
    /// The entries before it are the same as when the receipt was made, as far as their hashes match:
    /// ``Tenant/audit()`` computes them again.
    case recorded
    /// The ledger has no entry with the receipt's number, for example after a restore to an earlier time.
    ///
    /// The number is that of the ledger's last entry; nil if the business has no such customer.
    case missing(lastSequence: Int64?)
    /// The ledger has another entry with the receipt's number, or the entry was edited.
    ///
    /// After a restore to an earlier time, later commands take the numbers of the lost ones.
    case different(LedgerEntry)
    /// The command made no ledger entry, because its total was zero.
    ///
    /// ``Tenant/order(_:)`` returns the order if it still exists.
    case nothingPosted
}

extension Tenant {
    /// Checks whether a customer's ledger still has the entry of a kept receipt.
    ///
    /// Call it for kept receipts after a restore of the database, to find out which ledger entries the restore has
    /// lost. A hash covers all earlier entries of its ledger. As long as no command ran after the restore, the newest
    /// kept receipt of each customer is therefore sufficient; if its entry is missing, verify the earlier ones.
    /// Otherwise verify every receipt.
    ///
    /// - Parameter receipt: A receipt of this business.
    /// - Returns: ``ReceiptVerification/recorded`` if the ledger has the entry, or what it has instead. This business
    ///   does not have the customers of another one: their receipts are missing.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func verify(_ receipt: some PostingReceipt) async throws(StoreError) -> ReceiptVerification {
        guard let entry = receipt.postedEntry else { return .nothingPosted }
        return try await verify(entry: entry)
    }

    /// Checks whether a customer's ledger still has an entry that a receipt named.
    ///
    /// It is sufficient to keep the ``PostedEntry`` of each receipt.
    ///
    /// - Parameter kept: The entry, as the receipt names it.
    /// - Returns: ``ReceiptVerification/recorded`` if the ledger has the entry, or what it has instead.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func verify(entry kept: PostedEntry) async throws(StoreError) -> ReceiptVerification {
        guard let last = try await store.customer(.id(kept.customerID), in: id)?.lastEntry else {
            return .missing(lastSequence: nil)
        }
        guard kept.sequence >= 1, kept.sequence <= last.sequence else {
            return .missing(lastSequence: last.sequence)
        }
        let entry = kept.sequence == last.sequence ? last : try await ledgerEntry(kept)
        // Numbers have no gaps, except in a damaged ledger.
        guard let entry else { return .missing(lastSequence: last.sequence) }
        return entry.hash == kept.hash && entry.computedHash(in: id) == kept.hash
            ? .recorded : .different(entry)
    }

    private func ledgerEntry(_ kept: PostedEntry) async throws(StoreError) -> LedgerEntry? {
        let page = try await ledgerEntries(
            of: kept.customerID, page: .ascending(after: kept.sequence - 1, limit: 1))
        return page.elements.first { $0.sequence == kept.sequence }
    }
}
