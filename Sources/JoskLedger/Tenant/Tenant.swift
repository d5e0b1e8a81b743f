/// A handle to the data of one business, with every command and every read.
///
/// No method can reach another business. ``Ledger/tenant(_:)`` returns a tenant.
///
/// ## Errors
///
/// Every command throws a typed ``CommandError``: a rejection of its own, ``CommandError/keyReused(_:)``,
/// ``CommandError/unknownBusiness(_:)`` or ``CommandError/store(_:)``. Reads throw ``StoreError``.
///
/// Write `do throws(PurchaseError) { … } catch { … }`. In a bare `do` inside a closure or a task group, Swift does
/// not infer the type of the error.
///
/// ## Idempotency
///
/// Every command takes an idempotency key, unique among all commands of the business. The same key with the same
/// request returns the first receipt again, even if the business has changed since, and changes nothing. The same key
/// with a different request throws ``CommandError/keyReused(_:)``. The request includes the arguments and the
/// metadata. A rejected command does not use up its key: the same command may succeed later.
///
/// Choose a key that belongs to the cause of the command, for example the checkout or the bank's transaction. Run
/// the command again under the same key whenever its outcome is unknown. Without a key, each call of the method is a
/// separate command.
///
/// ## Cancellation
///
/// A command waits until a transaction of its business begins to run it. If the caller's task is cancelled during this
/// wait, or while the command waits for a retry, the command throws ``CommandError/store(_:)`` with the code
/// ``StoreError/Code/cancelled`` and changes nothing. While a transaction runs the command, cancellation has no effect,
/// and the caller gets the outcome.
public struct Tenant: Sendable {
    /// The identifier of the business.
    public let id: Business.ID
    package let store: any Store
    let queue: CommandQueue
    let metrics: LedgerMetrics
}
