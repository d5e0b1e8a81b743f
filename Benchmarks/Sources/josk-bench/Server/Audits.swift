import JoskLedger

import struct JoskTesting.SeededGenerator

/// The audits of the businesses that were bought from.
enum Audits {
    /// Audits one after the other, until all are done or the time is over, in an order that nobody has chosen.
    ///
    /// - Returns: What was audited, in a line for people.
    /// - Throws: ``BenchmarkFailure`` if something is broken.
    static func mustBeClean(
        _ businesses: [Business.ID], of ledger: Ledger, within limit: Duration
    ) async throws -> String {
        let started = ContinuousClock.now
        var random = SeededGenerator(seed: 1)
        var audited = 0
        var rows = 0
        for business in businesses.shuffled(using: &random) {
            if audited > 0, started.duration(to: .now) > limit { break }
            let report = try await ledger.tenant(business).audit()
            guard report.isClean else {
                let first = report.violations.first.map { "\($0)" } ?? ""
                throw BenchmarkFailure(
                    "the audit of \(business) found \(report.violations.count) violations, the first: \(first)"
                )
            }
            audited += 1
            rows += report.counts.orders
        }
        let which = audited == businesses.count ? "all \(audited)" : "\(audited) of \(businesses.count)"
        return "audited: \(which) businesses, \(rows) orders, clean"
    }
}
