import JoskLock
import Testing

@testable import JoskLibPQ

@Suite("Whoever watches a pool")
struct PoolUsageTests {
    /// What was told: the number of those that are idle, again and again.
    private final class Log: Sendable {
        let told = Locked([Int]())
        let flaws = Locked(0)

        func take(_ before: PoolUsage, _ now: PoolUsage) {
            told.withLock { told in
                if before.idle != (told.last ?? 0) || before == now { flaws.withLock { $0 += 1 } }
                told.append(now.idle)
            }
        }
    }

    @Test(
        "is told in order what changes on many threads, each time from where it was, and what is so at last")
    func ordersReports() async {
        let log = Log()
        let reporter = PoolUsageReporter { log.take($0, $1) }
        let pool = Locked(PoolUsage())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        pool.withLock { $0.idle += 1 }
                        reporter.report { pool.withLock { $0 } }
                    }
                }
            }
        }
        let told = log.told.withLock { $0 }
        #expect(told.last == 8_000)
        #expect(told == told.sorted())
        #expect(log.flaws.withLock { $0 } == 0)
    }

    @Test("is not told what it knows")
    func tellsChanges() {
        let log = Log()
        let reporter = PoolUsageReporter { log.take($0, $1) }
        var use = PoolUsage()
        reporter.report { use }
        use.idle = 1
        reporter.report { use }
        reporter.report { use }
        #expect(log.told.withLock { $0 } == [1])
    }
}
