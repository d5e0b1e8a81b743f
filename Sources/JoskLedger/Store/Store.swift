/// Where businesses are kept. A store locks and loads a footprint, runs a synchronous body on the state, and
/// writes the changes as one atomic unit. It holds no rule of the domain.
///
/// Whoever writes a store runs the conformance suite of the module `JoskTesting` on it: each promise below is
/// a case there.
///
/// ## The contract of `transact`
///
/// - **Isolation.** Transactions whose footprints overlap behave as if they ran one after the other, in an
///   order that agrees with real time: one that starts after another returned sees what it wrote. The state
///   is read *after* the locks are held, never from a snapshot older than the wait for them.
///   The business itself is read shared: that it is in every footprint makes no transactions wait.
/// - **Unlocked rows.** What no lock can hold, because it may not exist yet (a key, a reference, a SKU, the
///   row of a new identifier), is read in one snapshot, or else the journal is read last. Read before the
///   others, it misses the very command whose effects the others then show, and a replay is answered with a
///   rejection.
/// - **Keys that change hands.** Within one transaction a reference or a SKU may be freed and taken, or
///   swapped. Only what is left at the end is unique: a store writes so that no moment in between is refused.
/// - **Atomicity.** All of `state.changes` is written, or none of it, whatever crashes. If nothing changed
///   there is nothing to write, but the state must still have been true at one moment.
/// - **Durability before the answer.** The output is returned only after the commit. A failure that says
///   ``StoreError/Outcome/notCommitted`` is one that left nothing behind.
/// - **The footprint, no more.** The state holds exactly what the footprint names, and for each order named
///   its customer and the products on its lines. What does not exist is left out.
/// - **Orders.** The store itself finds and locks the customer and the products of an order that is named, in
///   the same order as all others. If the order was committed while the store waited, so that one of them was
///   not locked by this transaction, that one is not in the rows, and the state then counts the order as
///   absent.
/// - **Tenants.** Nothing of another business is in the state, and nothing is written to one. Identifiers,
///   keys, references and SKUs are unique within a business, so two businesses may use the same ones.
/// - **The body** is pure and may be run several times, each time on a newly loaded state; what it answered
///   last is the output. It never waits, so it may run where waiting is forbidden, in an actor for one.
/// - **Cancellation.** Until it has asked for the work, a store may answer a cancelled task with
///   ``StoreError/Code/cancelled``. From then on the task's cancellation changes nothing.
/// - **Time.** `state.now` is taken after the locks are held.
/// - **Uniqueness** is the store's last line: if an identifier, key, reference or SKU in the changes exists
///   by the time of writing, the transaction is run again on a new state, where the decision sees it.
///
/// ## The contract of the reads
///
/// Each read is one snapshot: all of it was true at one moment, after the last transaction that returned
/// before the read began. Reads take no locks. For a business that does not exist they answer with nothing. A
/// read that fails has the outcome ``StoreError/Outcome/notCommitted``; a cancelled task may end one with
/// ``StoreError/Code/cancelled``.
///
/// A page begins behind the key that it is asked for, whether there is an element with that key or not. A page
/// that ``Page/next`` promises has something on it: nothing that is listed is ever removed.
public protocol Store: Sendable {
    /// Runs work in one transaction and returns its output once it is durable.
    ///
    /// - Parameters:
    ///   - business: The business whose state it is.
    ///   - work: Asked for exactly once, when the store is able to run it (with a connection in hand, say):
    ///     what has gathered until then can share the transaction. Nil means that there is nothing to do any
    ///     more.
    /// - Returns: What the body returned, or nil if there was no work.
    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output?

    /// The state of a footprint in one snapshot, without locks: for answers that change nothing.
    func snapshot(of footprint: Footprint, in business: Business.ID) async throws(StoreError)
        -> TransactionState

    /// A customer and where the ledger stands.
    func customer(_ lookup: CustomerLookup, in business: Business.ID) async throws(StoreError)
        -> CustomerAccount?

    /// A product and its stock.
    func product(_ lookup: ProductLookup, in business: Business.ID) async throws(StoreError) -> ProductStock?

    /// An order with its refunds.
    func order(_ lookup: OrderLookup, in business: Business.ID) async throws(StoreError) -> OrderDetails?

    /// A page of the customers, by identifier.
    func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount>

    /// A page of the products, by identifier.
    func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock>

    /// A page of a customer's orders with their refunds, by ``Order/number``.
    func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails>

    /// A page of a customer's ledger, by ``LedgerEntry/sequence``.
    func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry>

    /// The last entry of a customer's ledger whose ``LedgerEntry/recordedAt`` is not after a time; nil if there
    /// is none.
    func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry?

    /// A page of the payments with a reference, over all customers, by ``Payment/id``.
    func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment>

    /// A page of a product's stock movements, by ``StockMovement/sequence``.
    func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement>

    /// Folds the rows of a business into a result, in one snapshot: what an audit reads, twice, so that it need
    /// remember no more than one owner's or one command's rows. Two folds are two snapshots.
    ///
    /// - Parameters:
    ///   - business: The business; if it does not exist, the result is the initial one.
    ///   - order: The order in which the rows come, and which of them.
    ///   - initial: What the result is before the first row.
    ///   - step: Takes in one row. It may be run again from the beginning, on a new snapshot, if the store's
    ///     connection is lost.
    /// - Returns: The result after the last row.
    func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result
}
