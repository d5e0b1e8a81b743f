import JoskLibPQ
import Testing

@testable import JoskPostgres

@Suite("The retry policy")
struct RetryPolicyTests {
    private let later = ContinuousClock.now + .seconds(3_600)

    /// How many retries a policy allows after the same failure, of a hundred; and the pause before the last.
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
        "allows a transaction as many attempts as its failure deserves",
        arguments: [
            (Remedy.backOff, 100), (.lookForPrimary, 100), (.decideAgain, 100), (.prepareAgain, 5),
            (.waitForLockAgain, 2), (.giveUp, 0),
        ])
    func transactions(remedy: Remedy, expected: Int) {
        #expect(retries(of: .transaction, after: nil, remedy).count == expected)
    }

    @Test("repeats a lost read six times, and as long as the server reports that it stops")
    func reads() {
        #expect(retries(of: .read, after: nil, .backOff).count == 5)
        #expect(retries(of: .read, after: .adminShutdown, .backOff).count == 100)
        #expect(retries(of: .read, after: nil, .prepareAgain).count == 2)
        #expect(retries(of: .read, after: nil, .giveUp).count == 0)
        #expect(retries(of: .scan, after: .adminShutdown, .backOff).count == 2)
    }

    @Test(
        "repeats a startup check only where the connection was lost, and a migration only after its own states"
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
        "pauses for half a millisecond to half a second, longer each time, and not at all where it need not")
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

    @Test("gives up where the next attempt would begin after the deadline")
    func deadline() {
        var late = RetryPolicy(.transaction, until: .now)
        #expect(late.decide(after: .serializationFailure, remedy: .backOff) == .giveUp)
        #expect(late.decideUntilDeadline() == .giveUp)
    }
}
