package import JoskLedger
package import JoskTesting
internal import LedgerModel

/// A run of random commands that both an engine on a store and the model decide, with a comparison of the
/// results.
///
/// The same seed and length give the same sequence. The run needs its businesses for itself: give each run a
/// store of its own.
package struct ModelRun {
    private let store: any Store
    private let clock: ManualClock
    private let seed: UInt64
    private let length: Int
    private var engine: Engine
    private var model = NaiveLedger()
    private var sequence: CommandSequence
    private var coverage = Coverage()

    /// Creates a run.
    ///
    /// - Parameters:
    ///   - store: An empty store that takes its time from the clock.
    ///   - clock: The clock, which the run moves forward and back.
    ///   - seed: The seed of the sequence.
    ///   - length: The number of commands.
    package init(store: any Store, clock: ManualClock, seed: UInt64, length: Int) {
        self.store = store
        self.clock = clock
        self.seed = seed
        self.length = length
        engine = Engine(ledger: Ledger(store: store, queue: .patient))
        sequence = CommandSequence(seed: seed)
    }

    /// Runs the whole sequence and returns its coverage; throws a ``Difference`` at the first difference.
    package mutating func run() async throws -> Coverage {
        let length = length + sequence.preludeLength
        for step in 1...length {
            clock.advance(by: .microseconds(sequence.pause()))
            let attempt = sequence.next(step: step, model)
            try await compareQuote(of: attempt, step)
            try await compare(attempt, step)
            if sequence.isTimeToCompareAll() || step == length { try await compareAll(step) }
        }
        return coverage
    }

    private mutating func compare(_ attempt: Attempt, _ step: Int) async throws {
        let newNumber = 1_000 + step
        let (expected, isReplay) = model.run(
            attempt.command, key: attempt.key, notes: attempt.notes, in: attempt.business, newID: newNumber,
            now: clock.now.microseconds)
        let found: Engine.Answer
        do {
            found = try await engine.perform(
                attempt.command, in: attempt.business, key: attempt.key, notes: attempt.notes,
                newNumber: newNumber)
        } catch {
            throw difference(step, "\(attempt)", "\(expected)", "an error: \(error)")
        }
        if found.plain != expected {
            throw difference(step, "\(attempt)", "\(expected)", "\(found.plain)")
        }
        coverage.count(found, to: attempt.command.kind, isReplay: isReplay)
        sequence.note(attempt, wasAccepted: isAccepted(expected))
    }

    private func isAccepted(_ answer: Plain.Answer) -> Bool {
        if case .accepted = answer { true } else { false }
    }

    private mutating func compareQuote(of attempt: Attempt, _ step: Int) async throws {
        guard case .purchase(var purchase) = attempt.command, sequence.isTimeToQuote() else { return }
        // A quote takes neither an identifier nor a reference for the order.
        purchase.order = nil
        purchase.reference = nil
        let expected = model.businesses[attempt.business]?.quote(purchase)
        let found = try await engine.quote(purchase, in: attempt.business)
        if found != expected {
            throw difference(
                step, "quote of \(attempt)", "\(String(describing: expected))", "\(String(describing: found))"
            )
        }
        coverage.countQuote()
    }

    private mutating func compareAll(_ step: Int) async throws {
        for business in CommandSequence.businesses {
            let tenant = engine.tenant(business)
            var comparison = Comparison(of: model.businesses[business])
            comparison.take(try await tenant.storedRows(in: store), &engine.identities)
            if let (expected, found) = comparison.difference() {
                throw difference(
                    step, "none; the rows of business \(business) were read",
                    expected.map { "\($0)" } ?? "no such row", found.map { "\($0)" } ?? "no such row")
            }
            if comparison.doubled != 0 {
                throw difference(
                    step, "none; the rows of business \(business) were read", "one row in each place",
                    "\(comparison.doubled) surplus rows")
            }
            guard let model = model.businesses[business] else { continue }
            try await compareAccounts(of: model, tenant, step)
            let report = try await tenant.audit()
            if !report.isClean {
                throw difference(
                    step, "none; business \(business) was audited", "no violations",
                    report.violations.map(\.description).joined(separator: "; "))
            }
            coverage.countState()
        }
    }

    private func compareAccounts(of model: NaiveBusiness, _ tenant: Tenant, _ step: Int) async throws {
        for customer in model.customers {
            let balance = model.balance(of: customer.id)
            let limit = model.limit(of: customer.id)
            let orders = model.orders.count { $0.customer == customer.id }
            let expected =
                "balance \(balance), limit \(limit), available \(limit - balance), \(orders) orders"
            let account = try await tenant.customer(engine.identities.identifier(customer.id))
            let found = account.map {
                "balance \($0.balance.minorUnits), limit \($0.creditLimit.minorUnits), "
                    + "available \($0.availableCredit.minorUnits), \($0.orderCount) orders"
            }
            if found != expected {
                throw difference(
                    step, "none; customer \(customer.id) was read", expected, found ?? "no customer")
            }
        }
    }

    private func difference(
        _ step: Int, _ what: String, _ expected: String, _ found: String
    ) -> Difference {
        Difference(seed: seed, step: step, what, expected: expected, found: found)
    }
}
