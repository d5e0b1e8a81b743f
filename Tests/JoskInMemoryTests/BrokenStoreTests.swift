import JoskLedger
import JoskTesting
import Testing

/// A store with a flaw, and the conformance case that must find it.
struct Flaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let makeStore: @Sendable () -> any Store
    let promise: String

    static let all: [Flaw] = [
        Flaw(
            "The store returns state without isolation", { UnisolatedStore() },
            "Concurrent purchases of scarce stock sell exactly the stock on hand"),
        Flaw(
            "The store takes its snapshot before it waits for the lock", { SnapshotBeforeWaitStore() },
            "A transaction that waited for a lock sees the rows written while it waited"),
        Flaw(
            "The store runs the body on stale state", { StaleStore() },
            "A transaction sees every change whose result was returned before it began"),
        Flaw(
            "The store forgets idempotency keys", { ForgetfulStore() },
            "A command with a used key returns the first receipt and changes nothing"),
        Flaw(
            "The store persists half of the changes", { HalfStore() },
            "A purchase writes its order, lines, stock, ledger entry and journal entry together"),
        Flaw(
            "The store leaks rows across tenants", { LeakyStore() },
            "A business cannot read the rows of another business"),
        Flaw(
            "The store returns results before it has committed", { HastyStore() },
            "A result is returned only after the commit, so its caller can read the order"),
        Flaw(
            "The store asks for its work twice", { InsistentStore() },
            "A store requests the work of a transaction once"),
        Flaw(
            "The store drops the work that it has taken when the task is cancelled", { FaithlessStore() },
            "A command whose task is cancelled after the store took it is completed"),
        Flaw(
            "The store reports to a cancelled task that nothing was committed, and commits", { LyingStore() },
            "An already cancelled task gets the result, or a cancellation without effect"),
        Flaw(
            "The store returns another tenant's stock movements", { UnscopedMovementStore() },
            "A business cannot read the rows of another business"),
        Flaw(
            "The store returns another tenant's last entry", { UnscopedEntryStore() },
            "A business cannot read the rows of another business"),
        Flaw(
            "The store finds nothing after a cursor without a customer", { ExactCursorStore() },
            "Customers are listed in pages by identifiers of any origin, each once"),
        Flaw(
            "The store lists orders without their refunds", { UnrefundedStore() },
            "A customer's orders are read in pages, each order once, in both directions"),
        Flaw(
            "The store fills a page with orders of any size", { EndlessPageStore() },
            "A page of orders ends with the order that reaches 10,000 lines, and the next goes on"),
        Flaw(
            "The store lists movements with a wrong kind", { OneKindStore() },
            "A product's stock movements are read in pages, each once, in both directions"),
        Flaw(
            "The store returns the first of several entries with the same time", { FirstOfEqualsStore() },
            "The balance as of a time is that of the last entry recorded until that time"),
    ]

    private init(_ name: String, _ makeStore: @escaping @Sendable () -> any Store, _ promise: String) {
        testDescription = name
        self.makeStore = makeStore
        self.promise = promise
    }
}

@Suite("Broken stores")
struct BrokenStoreTests {
    @Test("The conformance suite finds the flaw of a broken store", arguments: Flaw.all)
    func finds(_ flaw: Flaw) async throws {
        var broken: [String: String] = [:]
        for promise in StoreConformance.cases {
            do {
                try await promise.run { flaw.makeStore() }
            } catch let failure as ConformanceFailure {
                broken[promise.name] = failure.detail
            }
        }
        let found = broken.keys.sorted().joined(separator: "\n  ")
        #expect(broken[flaw.promise] != nil, "the case for the flaw passed; these cases failed:\n  \(found)")
    }
}
