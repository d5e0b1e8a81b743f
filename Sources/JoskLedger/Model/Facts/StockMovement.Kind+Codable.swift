// Stores keep this encoded form. Like that of a ledger entry's kind, it never changes.

extension StockMovement.Kind: Codable {
    private enum Name: String, Codable { case receipt, sale, `return`, adjustment }

    private enum Key: CodingKey { case name, reference, orderID, refundID, reason }

    /// Creates a kind by decoding its name and its values.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(Name.self, forKey: .name) {
        case .receipt:
            self = .receipt(try values.decodeIfPresent(DeliveryReference.self, forKey: .reference))
        case .sale: self = .sale(try values.decode(Order.ID.self, forKey: .orderID))
        case .return: self = .return(try values.decode(Refund.ID.self, forKey: .refundID))
        case .adjustment: self = .adjustment(try values.decode(Reason.self, forKey: .reason))
        }
    }

    /// Encodes the kind's name and its values.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .receipt(let reference):
            try values.encode(Name.receipt, forKey: .name)
            try values.encodeIfPresent(reference, forKey: .reference)
        case .sale(let order):
            try values.encode(Name.sale, forKey: .name)
            try values.encode(order, forKey: .orderID)
        case .return(let refund):
            try values.encode(Name.return, forKey: .name)
            try values.encode(refund, forKey: .refundID)
        case .adjustment(let reason):
            try values.encode(Name.adjustment, forKey: .name)
            try values.encode(reason, forKey: .reason)
        }
    }
}
