public import Foundation

/// A moment, in whole microseconds since 1970-01-01 00:00:00 UTC: what PostgreSQL's `timestamptz` resolves.
///
/// Being an integer, a moment that was stored and read again is equal to what it was. Time informs; what came
/// before what is told by sequence numbers, never by a time.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01 00:00:00 UTC, without leap seconds.
    public let microseconds: Int64

    /// A moment from microseconds since 1970-01-01 00:00:00 UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The moment of a date, rounded to whole microseconds. A date outside `Int64` microseconds becomes the
    /// nearest.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        self.microseconds = Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max)
    }

    /// The system's present time.
    public static var now: Timestamp { Timestamp(Date()) }

    /// The moment as Foundation's date. `Double` seconds hold a microsecond exactly enough until the year
    /// 2255.
    public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    /// Order in time.
    public static func < (one: Timestamp, other: Timestamp) -> Bool { one.microseconds < other.microseconds }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with microseconds: "2026-11-22T15:24:00.000001Z".
    public var description: String {
        let (day, ofDay) = microseconds.flooredQuotientAndRemainder(by: 86_400_000_000)
        let (second, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000)
        let time = [second / 3_600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(
            separator: ":")
        return "\(CalendarDate(clampingDaysSince1970: day))T\(time).\(fraction.padded(to: 6))Z"
    }
}

extension Timestamp: Codable {
    /// Reads microseconds since 1970.
    public init(from decoder: any Decoder) throws {
        self.init(microseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes microseconds since 1970.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}
