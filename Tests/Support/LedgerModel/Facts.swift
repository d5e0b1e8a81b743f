// The facts of a business, as plain lists. Values that can be computed from the facts are not kept.

package struct CustomerFact: Sendable {
    package let id: Int
    package var name: Plain.Text
    package var reference: Plain.Text?
    package var terms: Int?
    package var isActive: Bool
}

package struct ProductFact: Sendable {
    package let id: Int
    package var sku: Plain.Text
    package var name: Plain.Text
    package var price: Int64
    package var isActive: Bool
    package let addedAt: Int64
}

package struct EntryFact: Sendable {
    package let customer: Int
    package let kind: Plain.EntryKind
    package let amount: Int64
    /// The limit that the entry sets; nil if the entry does not change the limit.
    package let newLimit: Int64?
    package let recordedAt: Int64
    package let command: Int
}

package struct OrderFact: Sendable {
    package let id: Int
    package let customer: Int
    package let reference: Plain.Text?
    package let lines: [Plain.SoldLine]
    package let placedAt: Int64
    package let command: Int
}

package struct RefundFact: Sendable {
    package let order: Int
    package let lines: [Plain.RefundedLine]
    package let refundedAt: Int64
    package let command: Int
}

package struct MovementFact: Sendable {
    package let product: Int
    package let kind: Plain.MovementKind
    package let quantity: Int64
    package let movedAt: Int64
    package let command: Int
}

package struct AcceptedFact: Sendable {
    package let key: Plain.Text?
    package let request: Plain.Command
    package let notes: Plain.Notes
    package let receipt: Plain.Receipt
    package let recordedAt: Int64
}
