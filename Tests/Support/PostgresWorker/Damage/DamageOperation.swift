import JoskLedger
import JoskPostgres

/// The result of an operation on damaged rows.
package enum DamageOutcome: Codable, Sendable, Hashable {
    /// A receipt, a rejection, the result of a read, or an audit without findings.
    case answer(String)
    /// An audit with findings.
    case finding
    /// A failure, by its code.
    case failure(String)
}

/// An operation that is run on damaged rows.
package struct DamageOperation: Sendable {
    package let name: String
    /// The kind of the command; nil for a read.
    package let kind: String?
    /// The table whose damage the operation is run for; nil for every table.
    let table: String?
    let run: @Sendable (DamageBench) async -> DamageOutcome

    /// True for the audit that runs before any command.
    package var isFirstAudit: Bool { name == "audit" }

    /// All operations, in the order in which they run: those that change no rows come first.
    package static let all =
        reads + lists + [audit("audit")] + customers + products + sales + payments
        + together + schema + [audit("audit after the commands")]
}

extension DamageOperation {
    /// Creates an operation that describes its result, because a description computes too.
    static func read(
        _ name: String, _ body: @escaping @Sendable (DamageBench) async throws -> Any
    ) -> Self { DamageOperation(name, kind: nil, answer: "read", body) }

    static func command(
        _ kind: String, _ name: String? = nil, _ body: @escaping @Sendable (DamageBench) async throws -> Any
    ) -> Self { DamageOperation(name ?? kind, kind: kind, answer: "receipt", body) }

    /// Creates an operation with a separate result for each of several commands.
    static func bulk<Receipt, Rejection>(
        _ kind: String, _ name: String,
        _ body: @escaping @Sendable (DamageBench) async -> [Result<Receipt, CommandError<Rejection>>]
    ) -> Self {
        command(kind, name) { bench in
            let results = await body(bench)
            return try results.map { try $0.get() }
        }
    }

    static func audit(_ name: String) -> Self {
        DamageOperation(name: name, kind: nil, table: nil) { bench in
            do throws(StoreError) {
                let report = try await bench.tenant.audit()
                _ = "\(report)"
                return report.isClean ? .answer("clean audit") : .finding
            } catch {
                return error.damageOutcome
            }
        }
    }

    init(
        _ name: String, kind: String?, table: String? = nil, answer: String,
        _ body: @escaping @Sendable (DamageBench) async throws -> Any
    ) {
        self.init(name: name, kind: kind, table: table) { bench in
            do {
                _ = String(describing: try await body(bench))
                return .answer(answer)
            } catch {
                _ = String(describing: error)
                return (error as? any ClassifiedError)?.damageOutcome ?? .failure("unexpected: \(error)")
            }
        }
    }
}

/// An error whose class a damage test counts.
private protocol ClassifiedError: Error {
    var damageOutcome: DamageOutcome { get }
}

extension StoreError: ClassifiedError {
    fileprivate var damageOutcome: DamageOutcome { .failure("\(code)") }
}

extension MigrationError: ClassifiedError {
    fileprivate var damageOutcome: DamageOutcome { .failure("migration") }
}

extension CommandError: ClassifiedError {
    fileprivate var damageOutcome: DamageOutcome {
        if case .store(let error) = self { error.damageOutcome } else { .answer("rejection") }
    }
}
