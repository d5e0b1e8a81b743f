internal import JoskLedger

/// What a case works with.
struct Bench: Sendable {
    let store: any Store
    let seed: UInt64

    var ledger: Ledger { Ledger(store: store, queue: .patient) }
}

/// What a case found broken.
struct Expectation: Error {
    let detail: String
}

func expect(_ holds: Bool, _ detail: @autoclosure () -> String) throws {
    if !holds { throw Expectation(detail: detail()) }
}

func expectEqual<Value: Equatable>(_ found: Value, _ expected: Value, _ what: @autoclosure () -> String)
    throws
{
    if found != expected { throw Expectation(detail: "\(what()): expected \(expected), found \(found)") }
}

func require<Value>(_ value: Value?, _ what: @autoclosure () -> String) throws -> Value {
    guard let value else { throw Expectation(detail: "\(what()): nothing was found") }
    return value
}

/// Fails unless a command fails with an error.
func expectError<Rejection, Receipt>(
    _ expected: CommandError<Rejection>, _ what: @autoclosure () -> String,
    _ run: () async throws(CommandError<Rejection>) -> Receipt
) async throws {
    do throws(CommandError<Rejection>) {
        _ = try await run()
    } catch {
        return try expectEqual(error, expected, what())
    }
    throw Expectation(detail: "\(what()): expected \(expected), and it was accepted")
}

/// Runs something many times at once, and returns what each run answered.
@discardableResult
func concurrently<Answer: Sendable>(
    _ count: Int, _ run: @escaping @Sendable (Int) async throws -> Answer
) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: Answer.self) { group in
        for index in 0..<count { group.addTask { try await run(index) } }
        var answers: [Answer] = []
        for try await answer in group { answers.append(answer) }
        return answers
    }
}

/// Runs something in a shop many times at once: every other run through a ledger of its own, as another process would,
/// so that its commands meet the others' in the store, and those of the rest in one queue.
@discardableResult
func concurrently<Answer: Sendable>(
    _ count: Int, in shop: Shop, _ run: @escaping @Sendable (Int, Shop) async throws -> Answer
) async throws -> [Answer] {
    try await concurrently(count) { index in
        try await run(index, index.isMultiple(of: 2) ? shop : shop.elsewhere)
    }
}

extension Tenant {
    /// Fails unless the audit is clean.
    func expectCleanAudit() async throws {
        let report = try await audit()
        try expect(
            report.isClean, "the audit found: \(report.violations.map(\.description).joined(separator: "; "))"
        )
    }

    /// Tries a purchase: true if it was accepted, false if it was rejected.
    func buys(_ customer: Customer.ID, _ lines: [PurchaseLine], key: IdempotencyKey? = nil) async throws
        -> Bool
    {
        do throws(PurchaseError) {
            try await purchase(by: customer, lines: lines, idempotencyKey: key)
            return true
        } catch .rejected {
            return false
        }
    }
}
