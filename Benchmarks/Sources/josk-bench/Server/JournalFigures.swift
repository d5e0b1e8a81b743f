import Foundation
import JoskLedger

/// Counts of the purchases of some businesses in the journal.
///
/// They are read as a superuser, because the application sees one tenant at a time.
struct JournalFigures: Sendable {
    let psql: Psql
    let businesses: [Business.ID]

    private var condition: String {
        "kind = 'purchase' AND business_id IN (\(businesses.map { "'\($0)'" }.joined(separator: ", ")))"
    }

    /// Checks that the journal has as many purchases as were acknowledged.
    ///
    /// - Returns: The result as a line for readers.
    /// - Throws: ``BenchmarkFailure`` if the journal has another number of purchases.
    func mustHave(_ acknowledged: Int) async throws -> String {
        let written = Int(try await psql.number("SELECT count(*) FROM josk.journal WHERE \(condition)"))
        guard written == acknowledged else {
            throw BenchmarkFailure(
                "\(acknowledged) purchases were acknowledged, but the journal has \(written)")
        }
        return "journal: \(written) purchases, as many as were acknowledged"
    }

    /// Returns the median over all purchases of the number of purchases that shared the transaction.
    ///
    /// Half of the purchases were in a transaction of at least this size.
    func medianBatch(from start: Date, to end: Date) async throws -> Int {
        Int(
            try await psql.number(
                """
                SELECT coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY batch), 1) FROM (
                    SELECT count(*) OVER (PARTITION BY xid) AS batch FROM josk.journal
                    WHERE \(condition) AND recorded_at >= to_timestamp(\(start.timeIntervalSince1970))
                        AND recorded_at < to_timestamp(\(end.timeIntervalSince1970))) AS purchases
                """))
    }
}
