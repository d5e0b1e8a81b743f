public import JoskLedger

/// One promise of the ``/JoskLedger/Store`` contract, as a test that any store's own tests can run.
///
/// It needs no test framework. With Swift Testing:
///
///     @Test(arguments: StoreConformance.cases)
///     func conforms(_ promise: ConformanceCase) async throws {
///         try await promise.run { MyStore() }
///     }
public struct ConformanceCase: Sendable {
    /// The promise, in words.
    public let name: String
    private let check: @Sendable (Bench) async throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (Bench) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// Holds a store to the promise.
    ///
    /// - Parameters:
    ///   - seed: Where random choices begin; a failure names it.
    ///   - makeStore: Makes the store. It need not be empty: a case makes businesses of its own.
    /// - Throws: A ``ConformanceFailure`` if the promise is broken, or what making the store throws.
    public func run(
        seed: UInt64 = .random(in: 0 ... .max), on makeStore: @Sendable () async throws -> any Store
    ) async throws {
        let store = try await makeStore()
        do {
            try await check(Bench(store: store, seed: seed))
        } catch let broken as Expectation {
            throw ConformanceFailure(promise: name, detail: broken.detail, seed: seed)
        } catch {
            throw ConformanceFailure(promise: name, detail: "unexpected error: \(error)", seed: seed)
        }
    }
}

extension ConformanceCase: CustomStringConvertible {
    /// The promise, in words.
    public var description: String { name }
}

/// A promise that a store broke.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The promise, in words.
    public let promise: String
    /// What was expected and what was found.
    public let detail: String
    /// The seed of the run.
    public let seed: UInt64

    /// One line for a test's output.
    public var description: String { "\(promise): \(detail) (seed \(seed))" }
}
