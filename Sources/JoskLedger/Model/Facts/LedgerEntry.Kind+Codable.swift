// The encoded form of a kind: its name and its values side by side, as in
// {"name": "charge", "orderID": "0192…", "contentHash": "9f86…", "dueDate": "2026-12-22"}. Stores keep this form. The
// meaning of a name never changes, and a new kind has a new name.

extension LedgerEntry.Kind: Codable {
    private enum Name: String, Codable {
        case opened, charge, payment, refund, reversal, payout, adjustment
        case limitChanged = "limit"
    }

    private enum Key: CodingKey {
        case name, orderID, refundID, contentHash, dueDate, reference, effectiveDate, reversedSequence, reason
        case adjustment
    }

    private var name: Name {
        switch self {
        case .opened: .opened
        case .charge: .charge
        case .payment: .payment
        case .refund: .refund
        case .reversal: .reversal
        case .payout: .payout
        case .adjustment: .adjustment
        case .limitChanged: .limitChanged
        }
    }

    /// Creates a kind by decoding its name and its values.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func value<Value: Decodable>(_ key: Key) throws -> Value {
            try values.decode(Value.self, forKey: key)
        }
        func reference() throws -> PaymentReference? {
            try values.decodeIfPresent(PaymentReference.self, forKey: .reference)
        }
        switch try values.decode(Name.self, forKey: .name) {
        case .opened: self = .opened
        case .charge:
            self = .charge(
                try value(.orderID), contentHash: try value(.contentHash), due: try value(.dueDate))
        case .payment: self = .payment(try reference(), effective: try value(.effectiveDate))
        case .refund: self = .refund(try value(.refundID), contentHash: try value(.contentHash))
        case .reversal: self = .reversal(ofPayment: try value(.reversedSequence), try value(.reason))
        case .payout: self = .payout(try reference(), effective: try value(.effectiveDate))
        case .adjustment:
            self = .adjustment(
                try value(.adjustment), try value(.reason), effective: try value(.effectiveDate))
        case .limitChanged: self = .limitChanged
        }
    }

    /// Encodes the kind's name and its values.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        switch self {
        case .opened, .limitChanged: break
        case .charge(let order, let content, let due):
            try values.encode(order, forKey: .orderID)
            try values.encode(content, forKey: .contentHash)
            try values.encode(due, forKey: .dueDate)
        case .payment(let reference, let effective), .payout(let reference, let effective):
            try values.encodeIfPresent(reference, forKey: .reference)
            try values.encode(effective, forKey: .effectiveDate)
        case .refund(let refund, let content):
            try values.encode(refund, forKey: .refundID)
            try values.encode(content, forKey: .contentHash)
        case .reversal(let payment, let reason):
            try values.encode(payment, forKey: .reversedSequence)
            try values.encode(reason, forKey: .reason)
        case .adjustment(let adjustment, let reason, let effective):
            try values.encode(adjustment, forKey: .adjustment)
            try values.encode(reason, forKey: .reason)
            try values.encode(effective, forKey: .effectiveDate)
        }
    }
}

extension LedgerEntry.Adjustment: Codable {
    private enum Name: String, Codable {
        case openingBalance = "opening-balance"
        case writeOff = "write-off"
        case goodwill, correction
    }

    private enum Key: CodingKey { case name, dueDate }

    /// Creates an adjustment by decoding its name, and the due date of an opening balance.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(Name.self, forKey: .name) {
        case .openingBalance:
            self = .openingBalance(due: try values.decode(CalendarDate.self, forKey: .dueDate))
        case .writeOff: self = .writeOff
        case .goodwill: self = .goodwill
        case .correction: self = .correction
        }
    }

    /// Encodes the adjustment's name, and the due date of an opening balance.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .openingBalance(let due):
            try values.encode(Name.openingBalance, forKey: .name)
            try values.encode(due, forKey: .dueDate)
        case .writeOff: try values.encode(Name.writeOff, forKey: .name)
        case .goodwill: try values.encode(Name.goodwill, forKey: .name)
        case .correction: try values.encode(Name.correction, forKey: .name)
        }
    }
}
