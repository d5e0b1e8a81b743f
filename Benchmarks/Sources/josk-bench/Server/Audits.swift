import JoskLedger

import struct JoskTesting.SeededGenerator

/// The audits of the businesses in which purchases were made.
enum Audits {
    /// Audits businesses one after another in a random order, until all are audited or the time has passed.
    ///
    /// - Returns: The numbers of audited businesses and orders, as a line for readers.
    /// - Throws: ``BenchmarkFailure`` if an audit finds a violation.
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
