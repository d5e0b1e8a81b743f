public import Foundation
internal import JoskText

/// A day of the Gregorian calendar without a time or a time zone, such as a due date or an effective date.
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// The number of days since 1970-01-01.
    public let daysSince1970: Int64

    /// The range of supported days, whose years ISO 8601 writes with four digits.
    private static let bounds: ClosedRange<Int64> = days(1, 1, 1)...days(9_999, 12, 31)

    /// Creates the day a number of days after 1970-01-01, or nil if its year is not within 1...9999.
    public init?(daysSince1970: Int64) {
        guard Self.bounds.contains(daysSince1970) else { return nil }
        self.daysSince1970 = daysSince1970
    }

    /// Creates a day from a year (1...9999), a month (1...12) and a day of the month, or nil if the day does not exist.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(daysSince1970: Self.days(Int64(year), Int64(month), Int64(day)))
        // February 30th would become a day in March. A day whose components differ from the arguments does not exist.
        guard components == (Int64(year), Int64(month), Int64(day)) else { return nil }
    }

    /// Creates the supported day that is nearest to a number of days after 1970-01-01.
    init(clampingDaysSince1970 days: Int64) {
        daysSince1970 = min(max(days, Self.bounds.lowerBound), Self.bounds.upperBound)
    }

    /// The year.
    public var year: Int { Int(components.year) }
    /// The month, 1...12.
    public var month: Int { Int(components.month) }
    /// The day of the month, 1...31.
    public var day: Int { Int(components.day) }

    /// Returns the day a number of days later, or earlier if the number is negative.
    ///
    /// The result is clamped to the first and the last supported day.
    public func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(Int64(days))
        return CalendarDate(clampingDaysSince1970: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// Compares two days chronologically.
    public static func < (one: CalendarDate, other: CalendarDate) -> Bool {
        one.daysSince1970 < other.daysSince1970
    }
}

// The proleptic Gregorian calendar repeats every 400 years, which are 146,097 days. Years are counted from March, so
// the leap day is at the end of the year and shifts no other day. The months from March on then have
// (153 × month + 2) / 5 days before them.
extension CalendarDate {
    private static let daysPerEra: Int64 = 146_097
    /// The number of days from 0000-03-01 to 1970-01-01.
    private static let daysToEpoch: Int64 = 719_468

    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredQuotientAndRemainder(by: 400)
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - daysToEpoch
    }

    private var components: (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (daysSince1970 + Self.daysToEpoch)
            .flooredQuotientAndRemainder(by: Self.daysPerEra)
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension CalendarDate {
    /// Creates the day of a moment in a time zone.
    ///
    /// `CalendarDate(of: .now, in: business.timeZone)` is today.
    public init(of moment: Timestamp, in timeZone: TimeZone) {
        let offset = Int64(timeZone.secondsFromGMT(for: moment.date))
        let seconds = moment.microseconds.flooredQuotientAndRemainder(by: 1_000_000).quotient
        self.init(clampingDaysSince1970: (seconds + offset).flooredQuotientAndRemainder(by: 86_400).quotient)
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// Creates a day from its ISO 8601 text, for example "2026-11-22".
    ///
    /// The result is nil if the text has another form or the day does not exist.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isDigits, parts.map(\.utf8.count) == [4, 2, 2],
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day in ISO 8601 form, for example "2026-11-22".
    public var description: String {
        let (year, month, day) = components
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

extension CalendarDate: Codable {
    /// Creates a day by decoding its ISO 8601 text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "\(text.escapingControlCharacters) is not an ISO 8601 day, such as 2026-11-22")
        }
        self = date
    }

    /// Encodes the day as ISO 8601 text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
