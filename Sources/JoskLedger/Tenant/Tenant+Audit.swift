extension Tenant {
    /// Checks every rule (``AuditViolation/Rule``) against the stored rows, and reports each violation.
    ///
    /// An audit recomputes balances, stocks and hashes from the *facts*: ledger entries, orders, refunds and stock
    /// movements. It reads all rows of the business twice, each time in one snapshot. The first pass reads by owner:
    /// each customer's ledger and orders, each product's stock, then the journal by key. The second pass reads by
    /// command: the journal, and the facts that each command made.
    ///
    /// In memory, an audit holds the rows of one owner or of one command at a time. In addition it holds the payments
    /// of one customer (a later entry may reverse them), 16 bytes for each product that never had stock, the rows
    /// whose owner is missing, and the violations found so far. An audit of a large business takes long.
    ///
    /// ## Integrity of the rows
    ///
    /// Each ledger entry contains a hash of the business, of its own content and of the hash of the previous entry.
    /// The content of a charge or of a refund's entry includes the hash of the order or of the refund. The receipt of
    /// a command in the journal ends with two hashes. One covers the business and the whole journal row. The other
    /// covers the facts that the command made, stock movements and orders that cost nothing included. A row that was
    /// edited, or that was copied or moved here from another business, therefore contradicts a hash, a number or its
    /// owner.
    ///
    /// ## Limits of an audit
    ///
    /// An audit cannot detect these changes:
    ///
    /// - Removal of the newest facts together with their journal entry, if the stock was corrected to match, and
    ///   recomputation of a whole chain of hashes. To detect it in a ledger, keep receipts outside the store, and
    ///   check them with ``verify(_:)``; other facts have no such receipts.
    /// - Edits of values that no fact contains: `Business.name`, `Business.timeZone`, `Business.paymentTerms`,
    ///   `Customer.name`, `Customer.reference`, `Customer.paymentTerms`, `Customer.isActive`, `Product.sku`,
    ///   `Product.name`, `Product.isActive`, and `Product.price` as long as it is not negative and in the currency of
    ///   the business. The same applies to `Product.addedAt`, if it was changed to an earlier time.
    /// - Removal of a row to which no other row refers: a product that never had stock, or the journal entry of a
    ///   command that made no facts. If that command added a product, the audit names the product.
    /// - An exchange of one row between two businesses that both contain it, equal in every identifier.
    ///
    /// An attacker who can compute hashes can forge a row that is valid by itself. The neighbouring rows and the hash
    /// in the command's receipt still contradict it. If the attacker has recomputed that hash as well, two rows
    /// disagree, and the audit names one of them, possibly the genuine one.
    ///
    /// - Returns: The number of rows examined and all violations. If the business does not exist, the report contains
    ///   ``AuditViolation/Rule/businessExists``.
    /// - Throws: ``StoreError`` if the store cannot read the rows.
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
