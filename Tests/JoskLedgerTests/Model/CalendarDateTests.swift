import Foundation
import Testing

@testable import JoskLedger

@Suite("CalendarDate")
struct CalendarDateTests {
    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 400) || year.isMultiple(of: 4) && !year.isMultiple(of: 100)
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    @Test(
        "Each day of the years 1 to 9999 is one day after the day before it",
        arguments: stride(from: 1, through: 9_999, by: 1_000).map { $0...min($0 + 999, 9_999) })
    func everyDay(years: ClosedRange<Int>) throws {
        let first = try #require(CalendarDate(year: years.lowerBound, month: 1, day: 1))
        var number = first.daysSince1970
        for year in years {
            for month in 1...12 {
                for day in 1...Self.length(ofMonth: month, year) {
                    let date = CalendarDate(daysSince1970: number)
                    // One condition instead of an expectation for each of 3,652,059 days.
                    if date?.year != year || date?.month != month || date?.day != day
                        || date != CalendarDate(year: year, month: month, day: day)
                    {
                        Issue.record("day \(number) is not \(year)-\(month)-\(day)")
                        return
                    }
                    number += 1
                }
            }
        }
        // The next thousand years begin where these end.
        let next = CalendarDate(year: years.upperBound + 1, month: 1, day: 1)
        #expect(years.upperBound == 9_999 ? number == 2_932_897 : next?.daysSince1970 == number)
    }

    @Test("Well-known dates have their well-known day numbers")
    func anchors() throws {
        #expect(try CalendarDate.iso("0001-01-01").daysSince1970 == -719_162)
        #expect(try CalendarDate.iso("1969-12-31").daysSince1970 == -1)
        #expect(try CalendarDate.iso("1970-01-01").daysSince1970 == 0)
        #expect(try CalendarDate.iso("2000-02-29").daysSince1970 == 11_016)
        #expect(try CalendarDate.iso("2026-01-01").daysSince1970 == 20_454)
        #expect(try CalendarDate.iso("9999-12-31").daysSince1970 == 2_932_896)
    }

    @Test("Dates since the reform of the calendar agree with Foundation's calendar")
    func foundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: Int64(-141_000), through: 2_932_896, by: 997) {
            let date = try #require(CalendarDate(daysSince1970: number))
            let noon = Date(timeIntervalSince1970: Double(number) * 86_400 + 43_200)
            let parts = calendar.dateComponents([.year, .month, .day], from: noon)
            #expect(
                (parts.year, parts.month, parts.day) == (date.year, date.month, date.day), "day \(number)")
        }
    }

    @Test(
        "February 29 is a day of leap years only",
        arguments: [
            (4, true), (1900, false), (1996, true), (2000, true), (2023, false), (2024, true), (2100, false),
            (2400, true), (9996, true), (9999, false),
        ])
    func leapDay(year: Int, exists: Bool) {
        #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == exists)
        #expect(CalendarDate(year: year, month: 2, day: 30) == nil)
        #expect(CalendarDate(year: year, month: 2, day: 28) != nil)
    }

    @Test(
        "Invalid years, months and days give no date",
        arguments: [
            (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (2026, 4, 31), (0, 1, 1),
            (10_000, 1, 1),
            (-1, 1, 1), (.min, .min, .min), (.max, .max, .max), (2026, .max, 1), (2026, 1, .min),
        ])
    func noSuchDay(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test("A day number before the first or after the last day gives no date")
    func bounds() {
        #expect(CalendarDate(daysSince1970: -719_162)?.description == "0001-01-01")
        #expect(CalendarDate(daysSince1970: -719_163) == nil)
        #expect(CalendarDate(daysSince1970: 2_932_896)?.description == "9999-12-31")
        #expect(CalendarDate(daysSince1970: 2_932_897) == nil)
        #expect(CalendarDate(daysSince1970: .min) == nil)
        #expect(CalendarDate(daysSince1970: .max) == nil)
    }

    @Test("An addition of days stops at the first and at the last day")
    func adding() throws {
        let date = try CalendarDate.iso("2024-02-28")
        #expect(date.adding(days: 1) == (try .iso("2024-02-29")))
        #expect(date.adding(days: 2) == (try .iso("2024-03-01")))
        #expect(date.adding(days: -59) == (try .iso("2023-12-31")))
        #expect(date.adding(days: 0) == date)
        for days in [Int.max, .max - 1, 3_000_000] {
            #expect(date.adding(days: days).description == "9999-12-31")
        }
        for days in [Int.min, .min + 1, -3_000_000] {
            #expect(date.adding(days: days).description == "0001-01-01")
        }
        #expect(try CalendarDate.iso("0001-01-01").adding(days: .min).description == "0001-01-01")
    }

    @Test("A date is written in ISO 8601 form and read from no other")
    func text() throws {
        for text in ["2026-11-22", "0001-01-01", "0987-06-05", "9999-12-31"] {
            #expect(try CalendarDate.iso(text).description == text)
        }
        let others = [
            "", "2026", "2026-11", "2026-1-22", "26-11-22", "2026-11-2", "2026-11-22-01", "20261122",
            "2026/11/22", "+026-11-22", "-026-11-22", "2026-+1-22", " 2026-11-22", "2026-11-22 ",
            "2026-11-22T00:00",
            "2026-02-30", "2026-13-01", "0000-01-01", "2026-11-\u{FF12}\u{FF12}", "2026\u{2010}11\u{2010}22",
            "\u{662}\u{660}\u{662}\u{666}-11-22", "--",
        ]
        for text in others { #expect(CalendarDate(text) == nil, "\(text)") }
    }

    @Test("A date in JSON is its ISO 8601 text, and dates are ordered in time")
    func codable() throws {
        let (date, next) = (try CalendarDate.iso("2026-11-22"), try CalendarDate.iso("2026-11-23"))
        let json = try JSONEncoder().encode([date])
        #expect(String(decoding: json, as: UTF8.self) == #"["2026-11-22"]"#)
        #expect(try JSONDecoder().decode([CalendarDate].self, from: json) == [date])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data(#"["2026-02-30"]"#.utf8))
        }
        #expect(date < next)
        #expect(!(next < date) && !(date < date))
    }
}
