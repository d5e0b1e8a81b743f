/// The way to one business's data: every command and every read goes through it, and none can name another
/// business.
///
/// Commands throw a typed ``CommandError``. Write `do throws(PurchaseError) { … } catch { … }`: in a bare
/// `do` within a closure or a task group Swift forgets the type.
///
/// ## Once, and only once
///
/// Every command takes an idempotency key. The same key with the same request gives the first receipt again,
/// whatever has changed since, and changes nothing; with another request it is
/// ``CommandError/keyReused(_:)``. Give a key that belongs to the thing (the checkout, the bank's
/// transaction), and run the command again whenever its outcome is in doubt. Without one the command happens
/// as often as the method is called.
///
/// ## Cancellation
///
/// A task that is cancelled before a transaction has taken its command gets ``CommandError/store(_:)`` with the
/// code ``StoreError/Code/cancelled``, and nothing has happened. From then on the command is seen through,
/// and the caller is told the outcome.
public struct Tenant: Sendable {
    /// The business.
    public let id: Business.ID
    package let store: any Store
    let queue: CommandQueue
    let metrics: LedgerMetrics
}
