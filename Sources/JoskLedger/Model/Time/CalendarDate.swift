public import Foundation

/// A day of the Gregorian calendar, without a time or a place: a due date, an effective date.
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let daysSince1970: Int64

    /// The first and the last day that there is here: those whose years ISO 8601 writes with four digits.
    private static let bounds: ClosedRange<Int64> = days(1, 1, 1)...days(9_999, 12, 31)

    /// The day that many days after 1970-01-01, or nil if its year is not within 1...9999.
    public init?(daysSince1970: Int64) {
        guard Self.bounds.contains(daysSince1970) else { return nil }
        self.daysSince1970 = daysSince1970
    }

    /// The day of a year (1...9999), a month (1...12) and a day of the month, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(daysSince1970: Self.days(Int64(year), Int64(month), Int64(day)))
        // February 30th would be a day of March: a day that reads back differently does not exist.
        guard components == (Int64(year), Int64(month), Int64(day)) else { return nil }
    }

    /// The day nearest to that many days after 1970-01-01.
    init(clampingDaysSince1970 days: Int64) {
        daysSince1970 = min(max(days, Self.bounds.lowerBound), Self.bounds.upperBound)
    }

    /// The year.
    public var year: Int { Int(components.year) }
    /// The month, 1...12.
    public var month: Int { Int(components.month) }
    /// The day of the month, 1...31.
    public var day: Int { Int(components.day) }

    /// The day that many days later, or earlier if the number is negative. It stops at the first and last
    /// day.
    public func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(Int64(days))
        return CalendarDate(clampingDaysSince1970: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// Order in time.
    public static func < (one: CalendarDate, other: CalendarDate) -> Bool {
        one.daysSince1970 < other.daysSince1970
    }
}

// The proleptic Gregorian calendar repeats every 400 years, which are 146,097 days. Counting years from March
// puts the leap day at the end of the year, where it moves nothing; the months from March on then have
// (153 × month + 2) / 5 days before them.
extension CalendarDate {
    private static let daysPerEra: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
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
    /// The day that a moment falls on, in a time zone: `CalendarDate(of: .now, in: business.timeZone)` is
    /// today.
    public init(of moment: Timestamp, in timeZone: TimeZone) {
        let offset = Int64(timeZone.secondsFromGMT(for: moment.date))
        let seconds = moment.microseconds.flooredQuotientAndRemainder(by: 1_000_000).quotient
        self.init(clampingDaysSince1970: (seconds + offset).flooredQuotientAndRemainder(by: 86_400).quotient)
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// The day that ISO 8601 writes so ("2026-11-22"), or nil if the text is of another form or names no
    /// day.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isDigits, parts.map(\.utf8.count) == [4, 2, 2],
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day as ISO 8601 writes it: "2026-11-22".
    public var description: String {
        let (year, month, day) = components
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

extension CalendarDate: Codable {
    /// Reads a day as ISO 8601 writes it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is no ISO 8601 day")
        }
        self = date
    }

    /// Writes the day as ISO 8601 does.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
