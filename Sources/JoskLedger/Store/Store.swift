/// The storage of businesses, which runs transactions and reads.
///
/// A store locks and loads a footprint, runs a synchronous body on the state, and writes the changes as one atomic
/// unit. It contains no domain rules.
///
/// If you write a store, run the conformance suite of the module `JoskTesting` on it. The suite has a case for each
/// promise below, except for fenced keys: that promise needs a transaction whose caller is lost while it commits.
///
/// ## The contract of `transact`
///
/// - **Isolation.** Transactions with overlapping footprints behave as if they ran one after the other, in an order
///   that agrees with real time: a transaction that starts after another has returned sees its changes. The state is
///   read *after* the locks are acquired, never from a snapshot that is older than the wait for them. The business is
///   part of every footprint, but it is not locked exclusively and makes no transaction wait.
/// - **Unlocked rows.** Rows that may not exist yet (of a key, a reference, a SKU or a new identifier) cannot be
///   locked. They are read in one snapshot, or else the journal is read last. If the journal is read first, it can miss
///   a command whose effects the other rows show, and a replay of that command is rejected.
/// - **Fenced keys.** Two transactions in one business that share a key of ``Footprint/fencedKeys`` do not overlap: the
///   second loads its state only after the first has ended, even if they run in different processes, and even if the
///   first has lost its caller while its writes are still in transit. Otherwise a second attempt at a command could be
///   rejected, and the first attempt committed later. A store that runs one transaction at a time need do nothing.
/// - **Reassigned keys.** One transaction may free a reference or a SKU and assign it again, or swap two of them. Only
///   the final assignment is unique. The store writes the changes so that no intermediate state is refused.
/// - **Atomicity.** All of `state.changes` is written, or none of it, regardless of crashes. If nothing changed, the
///   store writes nothing, but the state must still have been valid at one moment.
/// - **Durability before the result.** The output is returned only after the commit. A transaction that fails with
///   ``StoreError/Outcome/notCommitted`` leaves no changes behind.
/// - **Exactly the footprint.** The state has exactly the rows that the footprint names, and for each named order its
///   customer and the products on its lines. Rows that do not exist are left out.
/// - **Orders.** The store itself finds and locks the customer and the products of a named order, in the same lock
///   order as all other rows. If the order was committed while the store waited, this transaction may not have locked
///   its customer or one of its products. The store leaves such a row out of the loaded rows, and the state then
///   treats the order as absent.
/// - **Tenants.** The state contains no rows of another business, and no changes are written to another business.
///   Identifiers, keys, references and SKUs are unique within a business, so two businesses may use the same ones.
/// - **Body.** The body is pure. The store may run it several times, each time on a newly loaded state; the output is
///   that of the last run. The body never waits, so it may run where waiting is forbidden, for example in an actor.
/// - **Cancellation.** Until it has requested the work, a store may fail with ``StoreError/Code/cancelled`` if the task
///   is cancelled. Afterwards the task's cancellation has no effect.
/// - **Time.** `state.now` is taken after the locks are acquired.
/// - **Uniqueness.** The store's check for uniqueness is the last layer of defence. If an identifier, key, reference or
///   SKU in the changes already exists at the time of the write, the store runs the transaction again on a new state,
///   in which the decision sees it.
///
/// ## The contract of the reads
///
/// Each read is one snapshot: its result was valid at one moment, after every transaction that returned before the read
/// began. Reads take no locks. For a business that does not exist they return nil or no elements. A read that fails has
/// the outcome ``StoreError/Outcome/notCommitted``. A read of a cancelled task may fail with
/// ``StoreError/Code/cancelled``.
///
/// A page begins after the requested key; no element with that key need exist. If a page has a ``Page/next``, the next
/// page has at least one element, because listed elements are never removed. A page of orders ends with the order that
/// brings it to ``Limits/pageLines`` lines, or more. ``Page/init(_:for:)`` applies this rule.
public protocol Store: Sendable {
    /// Runs work in one transaction and returns its output after the commit.
    ///
    /// - Parameters:
    ///   - business: The business on whose state the work runs.
    ///   - work: A closure that returns the work. The store calls it exactly once, as soon as it can run the work (for
    ///     example, when it has a connection), so that work that has arrived until then can share the transaction. A
    ///     store that fails before that does not call it. Nil means that there is no work left.
    /// - Returns: The result of the body, or nil if there was no work.
    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output?

    /// Returns the state of a footprint in one snapshot, without locks.
    ///
    /// It serves requests that change nothing.
    func snapshot(of footprint: Footprint, in business: Business.ID) async throws(StoreError)
        -> TransactionState

    /// Returns a customer with the head of the customer's ledger, or nil if the customer does not exist.
    func customer(_ lookup: CustomerLookup, in business: Business.ID) async throws(StoreError)
        -> CustomerAccount?

    /// Returns a product with its stock, or nil if the product does not exist.
    func product(_ lookup: ProductLookup, in business: Business.ID) async throws(StoreError) -> ProductStock?

    /// Returns an order with its refunds, or nil if the order does not exist.
    func order(_ lookup: OrderLookup, in business: Business.ID) async throws(StoreError) -> OrderDetails?

    /// Returns a page of the customers, ordered by identifier.
    func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount>

    /// Returns a page of the products, ordered by identifier.
    func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock>

    /// Returns a page of a customer's orders with their refunds, ordered by ``Order/number``.
    func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails>

    /// Returns a page of a customer's ledger, ordered by ``LedgerEntry/sequence``.
    func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry>

    /// Returns the last entry of a customer's ledger whose ``LedgerEntry/recordedAt`` is not after a time, or nil if
    /// there is none.
    func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry?

    /// Returns a page of the payments with a reference, over all customers, ordered by ``Payment/id``.
    func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment>

    /// Returns a page of a product's stock movements, ordered by ``StockMovement/sequence``.
    func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement>

    /// Scans the rows of a business in one snapshot and accumulates a result.
    ///
    /// An audit scans a business twice, once in each order, so that it remembers little more than the rows of one owner
    /// or of one command. Two scans are two snapshots.
    ///
    /// - Parameters:
    ///   - business: The business; if it does not exist, the result is the initial one.
    ///   - order: The order of the rows, and the rows that are included.
    ///   - initial: The result before the first row.
    ///   - step: A closure that adds one row to the result. If the store's connection is lost, the scan may start again
    ///     from the initial result and the first row, on a new snapshot.
    /// - Returns: The result after the last row.
    func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result
}
