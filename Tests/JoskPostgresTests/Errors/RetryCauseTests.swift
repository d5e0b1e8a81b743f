import JoskLedger
import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("A command whose deadline passes while it is retried")
struct RetryCauseTests {
    @Test("fails with the cause of the retries, and not only with a timeout")
    func tellsReason() {
        let settings = TransactionSettings(
            preparesStatements: true, lockTimeout: .seconds(1), idleInTransactionTimeout: .seconds(1),
            deadline: .now + .seconds(3_600))
        var run = TransactionRetry(
            in: Business.ID(), TransactionWork(on: Footprint()) { _ in "decided" }, settings, .silent)
        run.record(.aborted(.refused(.readOnlyTransaction)))
        run.record(.aborted(.timedOut(ServerError(sqlState: .queryCanceled, message: "cancelled"))))
        guard case .finish(.failure(let error)) = run.next else {
            Issue.record("\(run.next)")
            return
        }
        #expect(error.code == .unavailable)
        #expect(error.outcome == .notCommitted)
        #expect(error.isRetriable)
        #expect(error.message.contains("did not answer in time; before that: ERROR 25006"))
    }
}
