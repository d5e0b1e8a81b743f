import JoskLedger
import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("A command whose time is over while it is tried again")
struct ReasonTests {
    @Test("is told what had been in the way, and not only that its time was over")
    func tellsReason() {
        let settings = TransactionSettings(
            preparesStatements: true, lockTime: .seconds(1), idleTime: .seconds(1),
            deadline: .now + .seconds(3_600))
        var run = TransactionRetry(
            in: Business.ID(), TransactionWork(on: Footprint()) { _ in "decided" }, settings, .silent)
        run.note(.aborted(.refused(.readOnlyTransaction)))
        run.note(.aborted(.timedOut(ServerError(sqlState: "57014", message: "cancelled"))))
        let error = #expect(throws: StoreError.self) { try run.output() }
        #expect(error?.code == .unavailable)
        #expect(error?.outcome == .notCommitted)
        #expect(error?.isRetriable == true)
        #expect(error?.message.contains("did not answer in time; before that: ERROR 25006") == true)
    }
}
