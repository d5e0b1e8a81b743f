import Foundation
import JoskLedger

/// What the journal tells of the purchases of some businesses. It is counted in a superuser's name: the application sees
/// one tenant at a time.
struct JournalFigures: Sendable {
    let psql: Psql
    let businesses: [Business.ID]

    private var condition: String {
        "kind = 'purchase' AND business_id IN (\(businesses.map { "'\($0)'" }.joined(separator: ", ")))"
    }

    /// The journal must have as many purchases as were told.
    ///
    /// - Returns: That it has, in a line for people.
    func mustHave(_ told: Int) async throws -> String {
        let written = Int(try await psql.number("SELECT count(*) FROM josk.journal WHERE \(condition)"))
        guard written == told else {
            throw BenchmarkFailure("\(told) purchases were told, and the journal has \(written)")
        }
        return "journal: \(written) purchases, as many as were told"
    }

    /// How many purchases shared a transaction, as the purchase in the middle saw it: half of them shared theirs with
    /// as many, or more.
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
