import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("The retry policy")
struct RetryPolicyTests {
    private let later = ContinuousClock.now + .seconds(3_600)

    /// Returns the number of retries that a policy allows after the same failure, up to a hundred, and the last pause.
    private func retries(
        of operation: RetryPolicy.Operation, after state: SQLState?, _ remedy: Remedy
    ) -> (count: Int, lastPause: Duration?) {
        var policy = RetryPolicy(operation, until: later)
        var (count, pause): (Int, Duration?) = (0, nil)
        while count < 100, case .retry(after: let next) = policy.decide(after: state, remedy: remedy) {
            count += 1
            pause = next
        }
        return (count, pause)
    }

    @Test(
        "A transaction is retried as often as the remedy for its failure allows",
        arguments: [
            (Remedy.backOff, 100), (.lookForPrimary, 100), (.decideAgain, 100), (.prepareAgain, 5),
            (.waitForLockAgain, 2), (.giveUp, 0),
        ])
    func transactions(remedy: Remedy, expected: Int) {
        #expect(retries(of: .transaction, after: nil, remedy).count == expected)
    }

    @Test("A lost read is retried five times, and without a limit while the server reports its shutdown")
    func reads() {
        #expect(retries(of: .read, after: nil, .backOff).count == 5)
        #expect(retries(of: .read, after: .adminShutdown, .backOff).count == 100)
        #expect(retries(of: .read, after: nil, .prepareAgain).count == 2)
        #expect(retries(of: .read, after: nil, .giveUp).count == 0)
        #expect(retries(of: .scan, after: .adminShutdown, .backOff).count == 2)
    }

    @Test(
        "A startup check is retried only after a lost connection, a migration only after its own SQLSTATEs"
    )
    func others() {
        #expect(retries(of: .startupCheck, after: nil, .backOff).count == 100)
        #expect(retries(of: .startupCheck, after: nil, .prepareAgain).count == 0)
        let migration = RetryPolicy.Operation.migration([.deadlockDetected])
        let deadlock = retries(of: migration, after: .deadlockDetected, .backOff)
        #expect(deadlock.count == 9 && deadlock.lastPause == .zero)
        #expect(retries(of: migration, after: .uniqueViolation, .backOff).count == 0)
    }

    @Test(
        "Pauses between retries grow up to half a second; the first retry after a lost race has none")
    func pauses() {
        var policy = RetryPolicy(.transaction, until: later)
        for attempt in 1...20 {
            guard case .retry(after: let pause) = policy.decideUntilDeadline() else {
                Issue.record("attempt \(attempt) was the last")
                return
            }
            let longest = Duration.milliseconds(min(500, 1 << min(attempt, 9)))
            #expect(pause >= longest / 2 && pause <= longest, "attempt \(attempt)")
        }
        var races = RetryPolicy(.transaction, until: later)
        #expect(races.decide(after: .uniqueViolation, remedy: .decideAgain) == .retry(after: .zero))
        #expect(races.decide(after: .uniqueViolation, remedy: .decideAgain) != .retry(after: .zero))
    }

    @Test("The retry policy gives up if the next attempt would begin after the deadline")
    func deadline() {
        var late = RetryPolicy(.transaction, until: .now)
        #expect(late.decide(after: .serializationFailure, remedy: .backOff) == .giveUp)
        #expect(late.decideUntilDeadline() == .giveUp)
    }
}
