public import JoskLedger

/// A test of one promise of the ``/JoskLedger/Store`` contract, for the tests of any store.
///
/// It needs no test framework. With Swift Testing:
///
///     @Test(arguments: StoreConformance.cases)
///     func conforms(_ promise: ConformanceCase) async throws {
///         try await promise.run { MyStore() }
///     }
public struct ConformanceCase: Sendable {
    /// The promise, as a sentence.
    public let name: String
    private let check: @Sendable (Bench) async throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (Bench) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// Checks that a store keeps the promise.
    ///
    /// - Parameters:
    ///   - seed: The seed of random choices; a failure names it.
    ///   - makeStore: A closure that makes the store. The store need not be empty: a case creates its own businesses.
    /// - Throws: A ``ConformanceFailure`` if the store breaks the promise, or an error of `makeStore`.
    public func run(
        seed: UInt64 = .random(in: 0 ... .max), on makeStore: @Sendable () async throws -> any Store
    ) async throws {
        let store = try await makeStore()
        do {
            try await check(Bench(store: store, seed: seed))
        } catch let broken as Expectation {
            throw ConformanceFailure(promise: name, detail: broken.detail, seed: seed)
        } catch {
            throw ConformanceFailure(
                promise: name, detail: "unexpected error: \(String(reflecting: error))", seed: seed)
        }
    }
}

extension ConformanceCase: CustomStringConvertible {
    /// The promise, as a sentence.
    public var description: String { name }
}

/// A promise that a store broke.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    public let promise: String
    /// The expected and the found values, as text for people.
    public let detail: String
    /// The seed of the run.
    public let seed: UInt64

    /// The promise, the detail and the seed, in one line.
    public var description: String { "\(promise): \(detail) (seed \(seed))" }
}
