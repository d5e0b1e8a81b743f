/// The time of an invoice, as its file states it.
///
/// The readable forms are ISO 8601 (`2010-12-01`, `2010-12-01 08:26`, `2010-12-01T08:26:00.5+01:00`) and dates with the
/// year at the end (`01/12/2010 08:26`, `1.12.2010`, `12/1/10 8:26 PM`). In the latter the day may be before the month
/// or after it, except between points, where it is always before. A year of two digits is from 1970 to 2069. A time
/// without an offset is read as UTC, so that times of one file are comparable.
struct InvoiceDate: Hashable {
    /// The milliseconds since 1970 if the day is before the month; nil if that is not a date.
    let dayFirst: Int64?
    /// The milliseconds since 1970 if the month is before the day; nil if that is not a date.
    let monthFirst: Int64?

    /// True if the time depends on the order of day and month.
    var isAmbiguous: Bool { dayFirst != monthFirst && dayFirst != nil && monthFirst != nil }

    /// Creates the time from a field; nil if the field is not a date.
    init?(_ field: some Sequence<UInt8>) {
        var scanner = DigitScanner(Array(field))
        scanner.skipBlanks()
        guard let date = scanner.date(), let time = scanner.time() else { return nil }
        scanner.skipBlanks()
        guard scanner.isAtEnd else { return nil }
        dayFirst = Self.days(date.year, date.dayFirst).map { $0 * Self.millisecondsOfDay + time }
        monthFirst = Self.days(date.year, date.monthFirst).map { $0 * Self.millisecondsOfDay + time }
        if dayFirst == nil, monthFirst == nil { return nil }
    }

    private static let millisecondsOfDay: Int64 = 86_400_000

    /// Returns the days from 1970 to a date of the Gregorian calendar; nil if there is no such date.
    ///
    /// The year has at most four digits, so no step overflows. The years begin in March, so that a leap day is the last
    /// day of a year.
    private static func days(_ year: Int64, _ date: DigitScanner.DayAndMonth?) -> Int64? {
        guard let (day, month) = date, year >= 1, (1...12).contains(month) else { return nil }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let length: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...length[Int(month) - 1]).contains(day) else { return nil }
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let daysBeforeYear = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
        // 719,468 days are between 0000-03-01 and 1970-01-01.
        return daysBeforeYear + (153 * marchMonth + 2) / 5 + day - 1 - 719_468
    }
}

/// A scanner of the numbers in a date and a time.
private struct DigitScanner {
    typealias DayAndMonth = (day: Int64, month: Int64)

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skipBlanks() { rest = rest.drop { $0 == UInt8(ascii: " ") } }

    /// Removes and returns a date in both orders of day and month, of which each is nil if the form excludes it.
    mutating func date() -> (year: Int64, dayFirst: DayAndMonth?, monthFirst: DayAndMonth?)? {
        guard let first = number(), let separator = rest.popFirst(), "-/.".utf8.contains(separator),
            let second = number(), second.digits <= 2, rest.popFirst() == separator, let third = number()
        else { return nil }
        if first.digits == 4, third.digits <= 2 {
            let date = (day: third.value, month: second.value)
            return (first.value, date, date)
        }
        guard first.digits <= 2, third.digits == 4 || third.digits == 2 else { return nil }
        let century: Int64 = third.digits == 4 ? 0 : third.value >= 70 ? 1900 : 2000
        let isDayFirst = separator == UInt8(ascii: ".")
        return (
            century + third.value, (day: first.value, month: second.value),
            isDayFirst ? nil : (day: second.value, month: first.value)
        )
    }

    /// Removes a time of day and returns its milliseconds, less the offset from UTC; zero if the field ends here.
    mutating func time() -> Int64? {
        if rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { return 0 }
        if rest.first == UInt8(ascii: ",") { rest.removeFirst() }
        guard let separator = rest.popFirst(), "T ".utf8.contains(separator) else { return nil }
        skipBlanks()
        guard let hours = number(), hours.digits <= 2, rest.popFirst() == colon,
            let minutes = twoDigits(below: 60)
        else { return nil }
        var milliseconds = minutes * 60_000
        if rest.first == colon {
            rest.removeFirst()
            // 60 is a leap second.
            guard let seconds = twoDigits(below: 61), let fraction = fraction() else { return nil }
            milliseconds += seconds * 1_000 + fraction
        }
        skipBlanks()
        guard let hour = hour(hours.value) else { return nil }
        skipBlanks()
        guard let offset = offset() else { return nil }
        return milliseconds + hour * 3_600_000 - offset
    }

    /// Removes AM or PM, and returns the hour of the day.
    private mutating func hour(_ hours: Int64) -> Int64? {
        let mark = rest.prefix(2).map { $0 | 0x20 }
        guard mark == Array("am".utf8) || mark == Array("pm".utf8) else { return hours < 24 ? hours : nil }
        rest.removeFirst(2)
        guard (1...12).contains(hours) else { return nil }
        return hours % 12 + (mark == Array("pm".utf8) ? 12 : 0)
    }

    /// Removes a fraction of a second and returns its milliseconds; zero if there is none.
    private mutating func fraction() -> Int64? {
        guard let first = rest.first, ".,".utf8.contains(first) else { return 0 }
        rest.removeFirst()
        let digits = rest.prefix(while: Self.isDigit)
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        return (Array(digits.prefix(3)) + [zero, zero]).prefix(3).reduce(0) { $0 * 10 + Int64($1 - zero) }
    }

    /// Removes an offset from UTC and returns its milliseconds; zero if there is none.
    private mutating func offset() -> Int64? {
        if let first = rest.first, first | 0x20 == UInt8(ascii: "z") {
            rest.removeFirst()
            return 0
        }
        guard let sign = rest.first, "+-".utf8.contains(sign) else { return 0 }
        rest.removeFirst()
        guard let hours = twoDigits(below: 24) else { return nil }
        if rest.first == colon { rest.removeFirst() }
        guard let minutes = rest.first.map(Self.isDigit) == true ? twoDigits(below: 60) : 0 else {
            return nil
        }
        let offset = (hours * 60 + minutes) * 60_000
        return sign == UInt8(ascii: "-") ? -offset : offset
    }

    private mutating func twoDigits(below bound: Int64) -> Int64? {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy(Self.isDigit) else { return nil }
        rest = rest.dropFirst(2)
        let value = digits.reduce(0) { $0 * 10 + Int64($1 - zero) }
        return value < bound ? value : nil
    }

    /// Removes and returns a number of up to four digits.
    private mutating func number() -> (value: Int64, digits: Int)? {
        let digits = rest.prefix(while: Self.isDigit)
        guard (1...4).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        return (digits.reduce(0) { $0 * 10 + Int64($1 - zero) }, digits.count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (zero...UInt8(ascii: "9")).contains(byte) }
}

private let zero = UInt8(ascii: "0")
private let colon = UInt8(ascii: ":")
