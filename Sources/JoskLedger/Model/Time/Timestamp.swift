public import Foundation

/// A moment in whole microseconds since 1970-01-01 00:00:00 UTC.
///
/// The resolution is that of PostgreSQL's `timestamptz`. The value is an integer, so a stored moment is equal to the
/// original after it is read again. Timestamps are informative; sequence numbers, never times, determine the order of
/// facts.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// The number of microseconds since 1970-01-01 00:00:00 UTC, without leap seconds.
    public let microseconds: Int64

    /// Creates a moment from microseconds since 1970-01-01 00:00:00 UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Creates the moment of a date, rounded to whole microseconds.
    ///
    /// A date outside the range of `Int64` microseconds becomes the nearest moment in the range.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        self.microseconds = Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max)
    }

    /// The current time of the system.
    public static var now: Timestamp { Timestamp(Date()) }

    /// The moment as a Foundation date.
    ///
    /// `Double` seconds are precise to the microsecond until the year 2255.
    public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    /// Compares two moments chronologically.
    public static func < (one: Timestamp, other: Timestamp) -> Bool { one.microseconds < other.microseconds }
}

extension Timestamp: CustomStringConvertible {
    /// The moment in ISO 8601 form, in UTC with microseconds: "2026-11-22T15:24:00.000001Z".
    public var description: String {
        let (day, ofDay) = microseconds.flooredQuotientAndRemainder(by: 86_400_000_000)
        let (second, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000)
        let time = [second / 3_600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(
            separator: ":")
        return "\(CalendarDate(clampingDaysSince1970: day))T\(time).\(fraction.padded(to: 6))Z"
    }
}

extension Timestamp: Codable {
    /// Creates a moment by decoding microseconds since 1970-01-01 00:00:00 UTC.
    public init(from decoder: any Decoder) throws {
        self.init(microseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Encodes microseconds since 1970-01-01 00:00:00 UTC.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}
