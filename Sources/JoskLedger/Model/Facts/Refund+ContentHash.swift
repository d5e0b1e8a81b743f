// The part of a ledger entry's hash that covers a refund: all of it, so that an edit of any line, even one that changes no sum, breaks
// the chain of the entry.

extension Refund {
    /// The version of the encoding that is hashed. A released version never changes; a new field is appended
    /// only where it is set.
    private static let contentVersion: UInt8 = 1

    /// The hash that the refund's ledger entry carries: SHA-256 over the canonical encoding, version 1, of
    /// the business, the order, the refund's number, the customer, each line (the order's line, the product,
    /// the quantity, the amount, whether it was restocked), the total, the time and the command.
    public func contentHash(in business: Business.ID) -> ContentHash {
        var encoder = CanonicalEncoder(capacity: 256 + 96 * lines.count)
        encoder.append("josk.refund")
        encoder.append(byte: Self.contentVersion)
        encoder.append(business)
        encoder.append(id)
        encoder.append(customerID)
        encoder.append(Int64(lines.count))
        for line in lines {
            encoder.append(Int64(line.lineNumber))
            encoder.append(line.productID)
            encoder.append(line.quantity)
            encoder.append(line.amount)
            encoder.append(line.isRestocked)
        }
        encoder.append(total)
        encoder.append(refundedAt)
        encoder.append(commandID)
        return ContentHash(hashing: encoder.bytes)
    }
}
