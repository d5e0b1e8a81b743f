extension Tenant {
    /// Recomputes what must hold from the facts themselves, and names each violation.
    ///
    /// It reads everything that the business has, twice, each time in one snapshot: by owner (a customer's
    /// ledger and orders, a product's stock), then by command (the journal, and the facts that each command
    /// made). It remembers the rows of one owner or of one command at a time, 16 bytes of each key that a
    /// caller gave, and what it found. On a large business it takes its time.
    ///
    /// ## What no audit can prove
    ///
    /// - That the newest facts were removed together with their journal entry, with the stock put right, or
    ///   that a whole chain of hashes was written anew. To find that, keep each ``Account/lastEntry``'s hash
    ///   elsewhere.
    /// - What may change and no fact holds: names, references of customers, SKUs, prices, payment terms, time
    ///   zones, and whether somebody is active; a product that never had stock, as a whole.
    /// - What only the caller knew: metadata, a key of the caller's, and the fingerprint of a request, which
    ///   is a hash of what is kept nowhere.
    /// - What an order that cost nothing says beside its number, its units and its time, for no ledger entry
    ///   carries its hash: the reference, and on which lines the units stand. Of a refund that came to
    ///   nothing, the lines that were not restocked.
    /// - The reference of a delivery and the reason for an adjustment of stock, for movements are not hashed.
    /// - What a receipt alone says: the price or the limit before, the balance beside a purchase or a refund
    ///   that cost nothing, whom or what a command without facts was about. A row of such a command that was
    ///   removed, or copied from another business, is missed by nobody; nor is its kind known, if another
    ///   makes the same.
    /// - That the time of a command was put earlier, or that of a movement later, as long as it stays between
    ///   those around it: the clock may have gone back. When a product was added, if that was put earlier.
    ///
    /// Whoever can compute hashes can forge an entry that is sound by itself. What gives it away are the
    /// entry after it and the receipt; where there is neither, one of the two that disagree is named, perhaps
    /// the other.
    public func audit() async throws(StoreError) -> AuditReport {
        let owners = try await store.fold(rowsIn: id, by: .owner, into: OwnerAudit(of: id)) { audit, row in
            audit.examine(row)
        }
        let commands = CommandAudit(after: owners.closed())
        return try await store.fold(rowsIn: id, by: .command, into: commands) { audit, row in
            audit.examine(row)
        }
        .report()
    }
}
