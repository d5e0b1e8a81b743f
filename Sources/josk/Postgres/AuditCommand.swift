import ArgumentParser
import JoskLedger

/// The command `josk audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Recompute all figures of a business, and report each violation.",
        discussion: """
            An audit reads all data of the business. Its memory does not grow with the amount of data. It reports \
            each violation on standard error. The exit status is 1 if it finds a violation.
            """
    )

    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument

    @Option(
        name: .customLong("business"),
        help: ArgumentHelp(
            "The UUID of the business. Repeat the option to audit several businesses.", valueName: "id"),
        transform: businessID)
    var businesses: [Business.ID]

    @Flag(help: "Print each report as one JSON object on a line instead of text.")
    var json = false

    func run() async throws {
        let standardError = StandardError()
        let reports = try await postgres.withStore(maximumConnections: 1) { store in
            let ledger = Ledger(store: store, logger: .silent)
            var reports: [AuditReport] = []
            for id in businesses {
                reports.append(try await audit(ledger.tenant(id), standardError))
            }
            return reports
        }
        if reports.contains(where: { !$0.isClean }) { throw CommandFailure.brokenLedger }
    }

    private func audit(
        _ tenant: Tenant, _ standardError: StandardError
    ) async throws -> AuditReport {
        guard try await tenant.business() != nil else {
            throw CommandFailure(
                .noInput,
                "cannot audit business \(tenant.id): the database has no business with this identifier; check "
                    + "--business and --postgres")
        }
        let report = try await tenant.audit()
        print(json ? try AuditJSON(report).jsonLine : "\(tenant.id) \(report.line)")
        report.listViolations(standardError)
        return report
    }
}
