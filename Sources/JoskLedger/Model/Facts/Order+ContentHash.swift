// The part of a ledger entry's hash that covers an order: all of it, so that an edit of any line, even one that changes no sum, breaks
// the chain of the entry.

extension Order {
    /// The version of the encoding that is hashed. A released version never changes; a new field is appended
    /// only where it is set.
    private static let contentVersion: UInt8 = 1

    /// The hash that the order's charge carries: SHA-256 over the canonical encoding, version 1, of the
    /// business, the order, the customer, the number, the reference, each line (the product, the quantity,
    /// the unit price, the amount), the total, the time and the command.
    public func contentHash(in business: Business.ID) -> ContentHash {
        var encoder = CanonicalEncoder(capacity: 256 + 96 * lines.count)
        encoder.append("josk.order")
        encoder.append(byte: Self.contentVersion)
        encoder.append(business)
        encoder.append(id)
        encoder.append(customerID)
        encoder.append(number)
        encoder.append(reference)
        encoder.append(Int64(lines.count))
        for line in lines {
            encoder.append(line.productID)
            encoder.append(line.quantity)
            encoder.append(line.unitPrice)
            encoder.append(line.amount)
        }
        encoder.append(total)
        encoder.append(placedAt)
        encoder.append(commandID)
        return ContentHash(hashing: encoder.bytes)
    }
}
