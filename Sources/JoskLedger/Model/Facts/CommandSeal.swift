/// What ends the receipt of an accepted command in the journal: two hashes that bind the row, and the facts
/// that the command made, to the business and to each other. No other row hashes what a movement of stock, an
/// order that cost nothing or the journal itself says.
///
/// Of each SHA-256 the first half is kept: nobody finds another content for 128 bits.
struct CommandSeal: Sendable, Hashable {
    /// How many bytes it takes at the end of a receipt.
    static let byteCount = 32

    /// Of the journal's row, the other hash included.
    let row: ContentHash.Prefix
    /// Of the facts.
    let facts: ContentHash.Prefix
}

extension CommandSeal {
    /// The version of the encodings that are hashed. A released version never changes; a new field is
    /// appended only where it is set.
    private static let version: UInt8 = 1

    /// The seal of a row with its facts; the receipt is without the seal that ends it.
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

    /// The hash of the facts of one command: of each ledger entry its own hash, which covers an order that is
    /// charged and a refund that is entered; of those that came to nothing their content; and all that
    /// movements say. They may be in any order.
    static func facts(
        orders: [Order], refunds: [Refund], entries: [LedgerEntry], movements: [StockMovement],
        in business: Business.ID
    ) -> ContentHash.Prefix {
        var encoder = CanonicalEncoder(capacity: 128 + 32 * entries.count + 128 * movements.count)
        encoder.append("josk.facts")
        encoder.append(byte: version)
        encoder.append(business)
        let free = orders.filter { $0.total.minorUnits == 0 }.sorted { $0.id < $1.id }
        encoder.append(free.map { $0.contentHash(in: business) })
        let dry = refunds.filter { $0.total.minorUnits == 0 }
            .sorted { ($0.id.orderID, $0.id.number) < ($1.id.orderID, $1.id.number) }
        encoder.append(dry.map { $0.contentHash(in: business) })
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
