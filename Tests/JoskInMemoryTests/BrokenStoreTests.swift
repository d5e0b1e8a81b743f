import JoskLedger
import JoskTesting
import Testing

/// A store with a flaw, and the promise whose case must find it.
struct Flaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let makeStore: @Sendable () -> any Store
    let promise: String

    static let all: [Flaw] = [
        Flaw(
            "hands over state without isolation", { UnisolatedStore() },
            "concurrent purchases of scarce stock sell exactly what there is"),
        Flaw(
            "takes its snapshot before it waits for the lock", { SnapshotBeforeWaitStore() },
            "a transaction that waited sees what was written while it waited"),
        Flaw(
            "runs the body on stale state", { StaleStore() },
            "a transaction sees what was answered before it began"),
        Flaw(
            "forgets idempotency", { ForgetfulStore() },
            "a key that was used gives the first receipt again and changes nothing"),
        Flaw(
            "persists half of the changes", { HalfStore() },
            "a purchase is written whole: order, lines, stock, ledger and journal"),
        Flaw("leaks across tenants", { LeakyStore() }, "a business cannot see what another has"),
        Flaw(
            "answers before it has committed", { HastyStore() },
            "an answer comes after the commit: whoever has it can read what it says"),
        Flaw("asks for its work twice", { InsistentStore() }, "work is asked for once"),
        Flaw(
            "drops what it has taken when the task is cancelled", { FaithlessStore() },
            "a command is seen through that was taken before its task was cancelled"),
        Flaw(
            "tells a cancelled task that nothing happened, and does it all the same", { LyingStore() },
            "a task that was cancelled before is told what happened: nothing, or all of it"),
        Flaw(
            "shows another tenant's stock movements", { UnscopedMovementStore() },
            "a business cannot see what another has"),
        Flaw(
            "shows another tenant's last entry", { UnscopedEntryStore() },
            "a business cannot see what another has"),
        Flaw(
            "finds nothing behind a cursor that names nobody", { ExactCursorStore() },
            "customers are listed in pages by identifier, each once, whoever made it"),
        Flaw(
            "lists orders without their refunds", { UnrefundedStore() },
            "a customer's orders are read in pages, each order once, in both directions"),
        Flaw(
            "lists movements of another kind than they were", { OneKindStore() },
            "a product's movements are read in pages, each once, in both directions"),
        Flaw(
            "takes the first of several entries with one time for the last", { FirstOfEqualsStore() },
            "a balance as of a time is that of the last entry recorded until then"),
    ]

    private init(_ name: String, _ makeStore: @escaping @Sendable () -> any Store, _ promise: String) {
        testDescription = name
        self.makeStore = makeStore
        self.promise = promise
    }
}

@Suite("The conformance suite finds a store that")
struct BrokenStoreTests {
    @Test(arguments: Flaw.all)
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
        #expect(broken[flaw.promise] != nil, "the case whose name says why passed; these failed:\n  \(found)")
    }
}
