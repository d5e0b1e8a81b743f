/// The caller's key for one command: the same key and the same request give the first receipt again.
/// Where a caller gives none the engine makes one that begins with "josk:"; a caller's own should not.
public typealias IdempotencyKey = BoundedText<TextKinds.IdempotencyKey>
/// A host's own key for a product, unique in its business.
public typealias SKU = BoundedText<TextKinds.SKU>
/// A host's own key for a customer, unique in its business.
public typealias CustomerReference = BoundedText<TextKinds.CustomerReference>
/// A host's own key for an order, such as an invoice number, unique in its business.
public typealias OrderReference = BoundedText<TextKinds.OrderReference>
/// What a host notes of a payment, such as the bank's reference; not unique.
public typealias PaymentReference = BoundedText<TextKinds.PaymentReference>
/// What a host notes of a receipt of goods, such as the number of a delivery note; not unique.
public typealias DeliveryReference = BoundedText<TextKinds.DeliveryReference>
/// The name of a business, a customer or a product. A name may change; no fact holds one.
public typealias Name = BoundedText<TextKinds.Name>
/// Why somebody adjusted something.
public typealias Reason = BoundedText<TextKinds.Reason>
/// What a pair of metadata is called.
public typealias MetadataKey = BoundedText<TextKinds.MetadataKey>
/// What a pair of metadata says; it may be empty.
public typealias MetadataValue = BoundedText<TextKinds.MetadataValue>

/// The rules of each kind of text; see ``Limits`` for the numbers.
public enum TextKinds {
    /// The rules of an ``JoskLedger/IdempotencyKey``.
    public enum IdempotencyKey: KeyRules {
        /// What it is called in an error.
        public static let name = "idempotency key"
    }
    /// The rules of a ``JoskLedger/SKU``.
    public enum SKU: KeyRules {
        /// What it is called in an error.
        public static let name = "SKU"
    }
    /// The rules of a ``JoskLedger/CustomerReference``.
    public enum CustomerReference: KeyRules {
        /// What it is called in an error.
        public static let name = "customer reference"
    }
    /// The rules of an ``JoskLedger/OrderReference``.
    public enum OrderReference: KeyRules {
        /// What it is called in an error.
        public static let name = "order reference"
    }
    /// The rules of a ``JoskLedger/PaymentReference``.
    public enum PaymentReference: KeyRules {
        /// What it is called in an error.
        public static let name = "payment reference"
    }
    /// The rules of a ``JoskLedger/DeliveryReference``.
    public enum DeliveryReference: KeyRules {
        /// What it is called in an error.
        public static let name = "delivery reference"
    }
    /// The rules of a ``JoskLedger/Name``.
    public enum Name: TextRules {
        /// What it is called in an error.
        public static let name = "name"
        /// See ``Limits/nameBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.nameBytes }
    }
    /// The rules of a ``JoskLedger/Reason``.
    public enum Reason: TextRules {
        /// What it is called in an error.
        public static let name = "reason"
        /// See ``Limits/reasonBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.reasonBytes }
    }
    /// The rules of a ``JoskLedger/MetadataKey``.
    public enum MetadataKey: KeyRules {
        /// What it is called in an error.
        public static let name = "metadata key"
    }
    /// The rules of a ``JoskLedger/MetadataValue``.
    public enum MetadataValue: TextRules {
        /// What it is called in an error.
        public static let name = "metadata value"
        /// See ``Limits/metadataValueBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.metadataValueBytes }
    }
}

/// The rules that all keys and references share.
public protocol KeyRules: TextRules {}

extension KeyRules {
    /// See ``Limits/keyBytes``.
    public static var byteCount: ClosedRange<Int> { Limits.keyBytes }
}
