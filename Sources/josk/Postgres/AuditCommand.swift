import ArgumentParser
import JoskLedger

/// `josk audit`
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Recompute what must hold in a business, and name what is broken.",
        discussion: """
            It reads all that the business has, in a memory that does not grow with it. Each violation is named on \
            standard error, and the exit status is 1 if there is one.
            """
    )

    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument

    @Option(
        name: .customLong("business"),
        help: ArgumentHelp("The business; may be given several times.", valueName: "id"),
        transform: businessID)
    var businesses: [Business.ID]

    func run() async throws {
        let standardError = StandardError()
        let reports = try await postgres.withStore(maximumConnections: 1) { store in
            let ledger = Ledger(store: store, logger: .silent)
            var reports: [AuditReport] = []
            for id in businesses {
                reports.append(try await Self.audit(ledger.tenant(id), standardError))
            }
            return reports
        }
        if reports.contains(where: { !$0.isClean }) { throw CommandFailure.brokenLedger }
    }

    private static func audit(
        _ tenant: Tenant, _ standardError: StandardError
    ) async throws -> AuditReport {
        guard try await tenant.business() != nil else {
            throw CommandFailure(.noInput, "there is no business \(tenant.id) in this database")
        }
        let report = try await tenant.audit()
        print("\(tenant.id) \(report.line)")
        report.nameViolations(standardError)
        return report
    }
}
