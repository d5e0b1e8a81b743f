/// A change of the ledger: what it needs, and how it is decided. One file in `Commands/` holds each.
///
/// To decide is a pure, synchronous function: it reads the state, which the store has locked, and answers
/// with a receipt and the facts to append, or with a rejection. It does no I/O, reads no clock (`state.now`
/// is the time) and makes no random choice (identifiers come in with the command), for a store may run it
/// again.
package protocol Command<Receipt, Rejection>: Sendable {
    associatedtype Receipt: CommandReceipt
    associatedtype Rejection: CommandRejection

    /// What it is called in the journal. A released name never changes.
    static var kind: String { get }
    /// Whether it is decided only where the business exists: all but the command that creates it.
    static var needsBusiness: Bool { get }
    /// What it reads and touches.
    var footprint: Footprint { get }
    /// Appends what the *caller* supplied, by which the same request is known again: all of it, in a fixed
    /// order, and nothing that the engine made.
    ///
    /// Whoever adds a parameter to a released command appends it only where it is not the default: a request
    /// that is tried again after the change must have the fingerprint that it had before.
    func encodeRequest(into encoder: inout CanonicalEncoder)
    /// Decides it.
    func decide(on state: TransactionState) throws(Rejection) -> Decision<Receipt>
}

extension Command {
    package static var needsBusiness: Bool { true }
}

/// What a command that was accepted answers, now and at every replay.
package protocol CommandReceipt: Sendable, Hashable, CanonicalCodable {
    /// The version of the receipt's encoding, written before it. Whoever changes the encoding raises it and
    /// keeps reading the earlier ones, for journals are kept for ever.
    static var version: UInt8 { get }
}

extension CommandReceipt {
    package static var version: UInt8 { 1 }
}

/// The receipt of an accepted command, and the facts to append.
package struct Decision<Receipt: Sendable>: Sendable {
    package let receipt: Receipt
    package let changes: TransactionChanges

    package init(_ receipt: Receipt, _ changes: TransactionChanges) {
        self.receipt = receipt
        self.changes = changes
    }
}
