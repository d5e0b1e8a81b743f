import JoskLock
import Testing

@testable import JoskLibPQ

@Suite("Reports of pool usage")
struct PoolUsageTests {
    /// The reported numbers of idle connections, in the order of the reports.
    private final class Log: Sendable {
        let reported = Locked([Int]())
        let flaws = Locked(0)

        func take(_ before: PoolUsage, _ now: PoolUsage) {
            reported.withLock { reported in
                if before.idle != (reported.last ?? 0) || before == now { flaws.withLock { $0 += 1 } }
                reported.append(now.idle)
            }
        }
    }

    @Test(
        "Pool usage that changes on many threads is reported in order, without gaps, up to its last value")
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
        let reported = log.reported.withLock { $0 }
        #expect(reported.last == 8_000)
        #expect(reported == reported.sorted())
        #expect(log.flaws.withLock { $0 } == 0)
    }

    @Test("Pool usage that has not changed is not reported again")
    func reportsChanges() {
        let log = Log()
        let reporter = PoolUsageReporter { log.take($0, $1) }
        var use = PoolUsage()
        reporter.report { use }
        use.idle = 1
        reporter.report { use }
        reporter.report { use }
        #expect(log.reported.withLock { $0 } == [1])
    }
}
