/// The result of a change of a customer's name, reference, payment terms or activity.
public struct CustomerChangeReceipt: Sendable, Hashable, Codable {
    /// The customer.
    public let customerID: Customer.ID
    /// The time of the change.
    public let changedAt: Timestamp
}

extension CustomerChangeReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            customerID: try decoder.next(), changedAt: try decoder.next())
    }
}
