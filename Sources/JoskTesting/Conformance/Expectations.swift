internal import JoskLedger

/// The store and the seed of a conformance case.
struct Bench: Sendable {
    let store: any Store
    let seed: UInt64

    var ledger: Ledger { Ledger(store: store, queue: .patient) }
}

/// A failed expectation of a conformance case.
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
    guard let value else { throw Expectation(detail: "\(what()): expected a value, found none") }
    return value
}

/// Checks that a command fails with an error.
func expectError<Rejection, Receipt>(
    _ expected: CommandError<Rejection>, _ what: @autoclosure () -> String,
    _ run: () async throws(CommandError<Rejection>) -> Receipt
) async throws {
    do throws(CommandError<Rejection>) {
        _ = try await run()
    } catch {
        return try expectEqual(error, expected, what())
    }
    throw Expectation(detail: "\(what()): expected \(expected), found an accepted command")
}

/// Runs a closure many times concurrently, and returns the outputs.
@discardableResult
func concurrently<Output: Sendable>(
    _ count: Int, _ run: @escaping @Sendable (Int) async throws -> Output
) async throws -> [Output] {
    try await withThrowingTaskGroup(of: Output.self) { group in
        for index in 0..<count { group.addTask { try await run(index) } }
        var outputs: [Output] = []
        for try await output in group { outputs.append(output) }
        return outputs
    }
}

/// Runs a closure in a shop many times concurrently, and returns the outputs.
///
/// Every other run uses a separate ledger, as another process would, so that its commands compete with the others in
/// the store. The commands of the remaining runs share one queue.
@discardableResult
func concurrently<Output: Sendable>(
    _ count: Int, in shop: Shop, _ run: @escaping @Sendable (Int, Shop) async throws -> Output
) async throws -> [Output] {
    try await concurrently(count) { index in
        try await run(index, index.isMultiple(of: 2) ? shop : shop.elsewhere)
    }
}

extension Tenant {
    /// Checks that an audit finds no violation.
    func expectCleanAudit() async throws {
        let report = try await audit()
        try expect(
            report.isClean, "the audit found: \(report.violations.map(\.description).joined(separator: "; "))"
        )
    }

    /// Attempts a purchase, and returns true if it was accepted, false if it was rejected.
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
