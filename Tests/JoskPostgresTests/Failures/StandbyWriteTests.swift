import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Commands on a standby")
struct StandbyWriteTests {
    /// The server refuses a command that locks a row; the store must refuse a command that locks nothing.
    @Test("A command that locks nothing is refused on a standby, and so is its replay")
    func refusesWhatLocksNothing() async throws {
        let (stage, primary) = try await Stage.alone("lockless")
        let standby = try await primary.standby()
        let known = try await withStore(on: stage.database) { store in
            try await Shop.open(on: store).tenant.id
        }
        try await standby.catchUp(with: primary)
        var configuration = PostgresConfiguration(
            url: Stage.url(standby.port, stage.database.name, options: "?target_session_attrs=any")
        ).patient
        // Long enough for a first attempt on a slow machine; the command is retried until then.
        configuration.commandTimeout = .seconds(8)
        try await withStore(on: stage.database, configuration) { store in
            let ledger = Ledger(store: store, queue: .patient, logger: .silent)
            _ = try await ledger.tenant(known).business()
            for id in [known, Business.ID()] {
                let error = await #expect(throws: CreateBusinessError.self) {
                    try await ledger.createBusiness(id: id, name: "Corner Shop", currency: .gbp)
                }
                guard case .store(let failure) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(failure.code == .unavailable && failure.outcome == .notCommitted, "\(failure)")
                #expect(failure.message.contains("25006"), "\(failure)")
            }
        }
    }
}
