/// The caller's key for one command.
///
/// The same key with the same request returns the first receipt again. If the caller passes no key, the engine
/// generates one that begins with "josk:". A caller's own key should not begin with "josk:".
public typealias IdempotencyKey = BoundedText<TextKinds.IdempotencyKey>
/// An application's own key for a product, unique within its business.
public typealias SKU = BoundedText<TextKinds.SKU>
/// An application's own key for a customer, unique within its business.
public typealias CustomerReference = BoundedText<TextKinds.CustomerReference>
/// An application's own key for an order, such as an invoice number, unique within its business.
public typealias OrderReference = BoundedText<TextKinds.OrderReference>
/// An application's own reference of a payment, such as the bank's reference; not unique.
public typealias PaymentReference = BoundedText<TextKinds.PaymentReference>
/// An application's own reference of a receipt of goods, such as the number of a delivery note; not unique.
public typealias DeliveryReference = BoundedText<TextKinds.DeliveryReference>
/// The name of a business, a customer or a product.
///
/// A name may change; no fact contains one.
public typealias Name = BoundedText<TextKinds.Name>
/// The reason for an adjustment or a reversal.
public typealias Reason = BoundedText<TextKinds.Reason>
/// The key of a metadata pair.
public typealias MetadataKey = BoundedText<TextKinds.MetadataKey>
/// The value of a metadata pair; it may be empty.
public typealias MetadataValue = BoundedText<TextKinds.MetadataValue>

/// The rules for each kind of text; see ``Limits`` for the numbers.
public enum TextKinds {
    /// The rules of an ``JoskLedger/IdempotencyKey``.
    public enum IdempotencyKey: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "idempotency key"
    }
    /// The rules of a ``JoskLedger/SKU``.
    public enum SKU: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "SKU"
    }
    /// The rules of a ``JoskLedger/CustomerReference``.
    public enum CustomerReference: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "customer reference"
    }
    /// The rules of an ``JoskLedger/OrderReference``.
    public enum OrderReference: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "order reference"
    }
    /// The rules of a ``JoskLedger/PaymentReference``.
    public enum PaymentReference: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "payment reference"
    }
    /// The rules of a ``JoskLedger/DeliveryReference``.
    public enum DeliveryReference: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "delivery reference"
    }
    /// The rules of a ``JoskLedger/Name``.
    public enum Name: TextRules {
        /// The name of this kind of text in an error.
        public static let name = "name"
        /// The allowed number of UTF-8 bytes, ``Limits/nameBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.nameBytes }
    }
    /// The rules of a ``JoskLedger/Reason``.
    public enum Reason: TextRules {
        /// The name of this kind of text in an error.
        public static let name = "reason"
        /// The allowed number of UTF-8 bytes, ``Limits/reasonBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.reasonBytes }
    }
    /// The rules of a ``JoskLedger/MetadataKey``.
    public enum MetadataKey: KeyRules {
        /// The name of this kind of text in an error.
        public static let name = "metadata key"
    }
    /// The rules of a ``JoskLedger/MetadataValue``.
    public enum MetadataValue: TextRules {
        /// The name of this kind of text in an error.
        public static let name = "metadata value"
        /// The allowed number of UTF-8 bytes, ``Limits/metadataValueBytes``.
        public static var byteCount: ClosedRange<Int> { Limits.metadataValueBytes }
    }
}

/// The rules that all keys and references share.
public protocol KeyRules: TextRules {}

extension KeyRules {
    /// The allowed number of UTF-8 bytes, ``Limits/keyBytes``.
    public static var byteCount: ClosedRange<Int> { Limits.keyBytes }
}
