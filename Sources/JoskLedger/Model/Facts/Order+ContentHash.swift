// The hash of an order is part of its ledger entry's hash. It covers the whole content, so an edit of any line breaks
// the chain of the entry, even an edit that changes no sum.

extension Order {
    /// The version of the hashed encoding.
    ///
    /// A released version never changes. A new field is appended only where it is set.
    private static let contentVersion: UInt8 = 1

    /// Returns the hash that the order's charge carries.
    ///
    /// The hash is the SHA-256 of the canonical encoding, version 1, of the business, the order, the customer, the
    /// number, the reference, each line (the product, the quantity, the unit price, the amount), the total, the time
    /// and the command.
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
