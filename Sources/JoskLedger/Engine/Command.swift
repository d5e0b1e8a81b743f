/// A change of the ledger: the rows and keys that it needs, and its decision.
///
/// ``decide(on:)`` is a pure, synchronous function. It reads the state, which the store has locked, and returns a
/// receipt and the facts to append, or throws a rejection. A store may run it again. Therefore it does no I/O, reads
/// no clock (the time is ``TransactionState/now``) and makes no random choice (identifiers come in with the command).
package protocol Command<Receipt, Rejection>: Sendable {
    associatedtype Receipt: CommandReceipt
    associatedtype Rejection: CommandRejection

    /// The name of the command in the journal; a released name never changes.
    static var kind: String { get }
    /// True if the command is decided only if the business exists: for all commands but the one that creates it.
    static var needsBusiness: Bool { get }
    /// True if the store must run attempts at this command one at a time, by its key.
    ///
    /// It is necessary for a command that locks no row: otherwise a second attempt could be rejected, and the first be
    /// committed later. See ``Footprint/fencedKeys``. A command that changes a customer, a product or an order locks
    /// its row. The creation of a business needs no fence, because only the business itself, which is never removed,
    /// can cause a rejection.
    static var needsFence: Bool { get }
    /// The rows and keys that the command reads and writes.
    var footprint: Footprint { get }
    /// The number of lines of an order or of a refund that the command writes, as far as the request shows it.
    ///
    /// A batch is limited by the rows of its footprint and these lines, because each line is a row to write.
    var lineCount: Int { get }
    /// Appends the caller's arguments, whose hash (the fingerprint) identifies a retry of the same request.
    ///
    /// It appends all arguments of the *caller*, in a fixed order, and no value that the engine made. An argument
    /// that is added to a released command is appended only if it differs from its default: a request that is retried
    /// after the change must have the same fingerprint as before.
    func encodeRequest(into encoder: inout CanonicalEncoder)
    /// Decides the command on a state.
    func decide(on state: TransactionState) throws(Rejection) -> Decision<Receipt>
}

extension Command {
    package static var needsBusiness: Bool { true }
    package static var needsFence: Bool { false }
    package var lineCount: Int { 0 }
}

/// The result of an accepted command, which every replay returns again.
package protocol CommandReceipt: Sendable, Hashable, CanonicalCodable {
    /// The version of the receipt's encoding, written before the receipt.
    ///
    /// A change of the encoding increments the version. Earlier versions must remain readable, because journals are
    /// kept indefinitely.
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
