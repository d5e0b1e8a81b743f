import Foundation
package import JoskLedger
import JoskPostgres
import JoskTesting
import Logging

/// A job that audits one business.
package struct AuditRun: Codable, Sendable {
    let business: Business.ID

    package init(of business: Business.ID) { self.business = business }

    package struct Report: Codable, Sendable {
        package let isClean: Bool
        package let orders: Int
        /// The peak memory of the process, in kilobytes.
        package let kilobytes: Int
    }

    func run(on url: String) async throws -> Report {
        try await withPostgresStore(.patient(url, connections: 1), logger: .silent) { store in
            let report = try await Ledger(store: store, queue: .patient).tenant(business).audit()
            return Report(
                isClean: report.isClean, orders: report.counts.orders, kilobytes: Self.peakOfMemory())
        }
    }

    /// Returns the process's peak memory as Linux counts it; zero on other systems.
    private static func peakOfMemory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
