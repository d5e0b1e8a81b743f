import JoskLedger
import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("Causes of retries in errors")
struct RetryCauseTests {
    @Test("A command whose deadline passes during retries fails with the cause of the retries")
    func reportsCause() {
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
        #expect(error.message.contains("did not respond in time; before that: ERROR 25006"))
    }
}
