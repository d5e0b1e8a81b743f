/// The two hashes at the end of a receipt in the journal.
///
/// They bind the row of an accepted command and the facts that the command made to the business and to each other. No
/// other row has a hash of a stock movement, of an order with total zero or of the journal itself.
///
/// The first half of each SHA-256 is kept, which has a second-preimage resistance of 128 bits.
struct CommandSeal: Sendable, Hashable {
    /// The size of the seal at the end of a receipt, in bytes.
    static let byteCount = 32

    /// The hash of the journal's row, which covers the other hash.
    let row: ContentHash.Prefix
    /// The hash of the facts.
    let facts: ContentHash.Prefix
}

extension CommandSeal {
    /// The version of the hashed encodings.
    ///
    /// A released version never changes. A new field is appended only where it is set.
    private static let version: UInt8 = 1

    /// Creates the seal of a row and its facts from the receipt without its seal.
    init(
        of entry: JournalEntry, receipt: ArraySlice<UInt8>, facts: ContentHash.Prefix,
        in business: Business.ID
    ) {
        var encoder = CanonicalEncoder(capacity: 384 + receipt.count)
        encoder.append("josk.command")
        encoder.append(byte: Self.version)
        encoder.append(business)
        encoder.append(entry.id)
        encoder.append(entry.key)
        encoder.append(entry.kind)
        encoder.append(entry.fingerprint)
        encoder.append(Int64(receipt.count))
        encoder.append(bytes: receipt)
        encoder.append(Int64(entry.factCount))
        encoder.append(entry.metadata)
        encoder.append(entry.recordedAt)
        encoder.append(facts)
        self.init(row: ContentHash(hashing: encoder.bytes).prefix, facts: facts)
    }

    /// Returns the hash of the facts of one command, which may be in any order.
    ///
    /// It covers the hash of each ledger entry, which in turn covers a charged order and an entered refund. It also
    /// covers the content hashes of orders and refunds with total zero, and all fields of stock movements.
    static func facts(
        orders: [Order], refunds: [Refund], entries: [LedgerEntry], movements: [StockMovement],
        in business: Business.ID
    ) -> ContentHash.Prefix {
        var encoder = CanonicalEncoder(capacity: 128 + 32 * entries.count + 128 * movements.count)
        encoder.append("josk.facts")
        encoder.append(byte: version)
        encoder.append(business)
        let freeOrders = orders.filter { $0.total.minorUnits == 0 }.sorted { $0.id < $1.id }
        encoder.append(freeOrders.map { $0.contentHash(in: business) })
        let freeRefunds = refunds.filter { $0.total.minorUnits == 0 }
            .sorted { ($0.id.orderID, $0.id.number) < ($1.id.orderID, $1.id.number) }
        encoder.append(freeRefunds.map { $0.contentHash(in: business) })
        let posted = entries.sorted { ($0.customerID, $0.sequence) < ($1.customerID, $1.sequence) }
        encoder.append(posted.map(\.hash))
        encoder.append(Int64(movements.count))
        for movement in movements.sorted(by: {
            ($0.productID, $0.sequence) < ($1.productID, $1.sequence)
        }) {
            movement.append(to: &encoder)
        }
        return ContentHash(hashing: encoder.bytes).prefix
    }
}

extension StockMovement {
    fileprivate func append(to encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(sequence)
        switch kind {
        case .receipt(let reference):
            encoder.append("receipt")
            encoder.append(reference)
        case .sale(let order):
            encoder.append("sale")
            encoder.append(order)
        case .return(let refund):
            encoder.append("return")
            encoder.append(refund)
        case .adjustment(let reason):
            encoder.append("adjustment")
            encoder.append(reason)
        }
        encoder.append(quantity)
        encoder.append(stock)
        encoder.append(movedAt)
        encoder.append(commandID)
    }
}

extension CommandSeal: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(row)
        encoder.append(facts)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(row: try decoder.next(), facts: try decoder.next())
    }
}
