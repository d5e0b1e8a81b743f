extension Tenant {
    /// Recomputes what must hold from the facts themselves, and names each violation.
    ///
    /// It reads everything that the business has, twice, each time in one snapshot: by owner (a customer's
    /// ledger and orders, a product's stock; then the journal by key), then by command (the journal, and the
    /// facts that each command made). It remembers the rows of one owner or of one command at a time, and
    /// beyond that the payments of one customer (which a later entry may reverse), 16 bytes of each product
    /// that never had stock, the rows whose owner is missing, and what it found. On a large business it takes
    /// its time.
    ///
    /// ## What binds the rows
    ///
    /// Each ledger entry carries the hash of the business, of its content and of the entry before it; its
    /// content has the hash of the order or the refund that it enters. The receipt of a command ends with two
    /// hashes: one of the business and of all that the row in the journal says, one of the facts that the
    /// command made, movements of stock and orders that cost nothing among them. So a row that was edited, or
    /// copied or moved here from another business, is at odds with a hash, with a number or with its owner.
    ///
    /// ## What no audit can prove
    ///
    /// - That the newest facts were removed together with their journal entry, with the stock put right, or
    ///   that a whole chain of hashes was written anew. To find that, keep each ``CustomerAccount/lastEntry``'s hash
    ///   elsewhere.
    /// - What may change and no fact holds: `Business.name`, `Business.timeZone`, `Business.paymentTerms`,
    ///   `Customer.name`, `Customer.reference`, `Customer.paymentTerms`, `Customer.isActive`, `Product.sku`,
    ///   `Product.name`, `Product.isActive`, and `Product.price` as long as it is not negative and in the
    ///   currency of the business. And `Product.addedAt`, if it was put earlier.
    /// - That a row was removed which nothing else tells of: a product that never had stock, a journal entry
    ///   of a command that made no fact (but where it added a product, the product is then named).
    /// - That two businesses which have the same row, to the last identifier, have exchanged it.
    ///
    /// Whoever can compute hashes can forge a row that is sound by itself. What gives it away are the rows
    /// around it, and the hash in its command's receipt; where somebody has computed that anew as well, one of
    /// the two that disagree is named, perhaps the other.
    public func audit() async throws(StoreError) -> AuditReport {
        let owners = try await store.scan(rowsIn: id, by: .owner, into: OwnerAudit(of: id)) { audit, row in
            audit.examine(row)
        }
        let commands = CommandAudit(after: owners.closed())
        return try await store.scan(rowsIn: id, by: .command, into: commands) { audit, row in
            audit.examine(row)
        }
        .report()
    }
}
