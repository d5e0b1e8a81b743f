/// The order in which invoices are replayed.
enum InvoiceOrder: String, CaseIterable, Sendable {
    /// The order of the dates.
    case date
    /// The order of the first rows in the file.
    case file
}

/// The order of day and month in dates such as 01/02/2010.
enum DayMonthOrder: String, CaseIterable, Sendable {
    /// The order in which all dates of the file are readable.
    case automatic = "auto"
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// The use that a replay makes of the dates of its file.
enum DateUse: Hashable, Sendable {
    /// The file's order was requested, so no date is read.
    case notRequested
    /// The file has no column of dates.
    case noColumn(count: Int)
    /// The dates order the invoices, except those without a readable date, of which the first has a row on a line.
    case ordered(undated: Int, first: Int?)
    /// The order of day and month is unknown, and the invoices have another order with the other one.
    case ambiguous(count: Int, example: Int)

    /// The number of invoices whose date is not used although it was requested.
    var undated: Int {
        switch self {
        case .notRequested: 0
        case .noColumn(let count), .ambiguous(let count, _): count
        case .ordered(let undated, _): undated
        }
    }

    /// The message for the user; nil if every date is used.
    var remark: String? {
        switch self {
        case .notRequested, .ordered(undated: 0, _): nil
        case .noColumn:
            "invoices are replayed in the order of the file, because it has no column \(InvoiceColumn.date.rawValue)"
        case .ordered(let undated, let first):
            "\(undated.of("invoice")) without a readable date\(first.map { ", the first on line \($0)" } ?? ""): each "
                + "is replayed after the invoice before it in the file; readable dates are such as 2010-12-01 08:26 or "
                + "01/12/2010 08:26"
        case .ambiguous(_, let example):
            "invoices are replayed in the order of the file, because the order of day and month is not clear from "
                + "its dates, such as that on line \(example); use --dates day-first or --dates month-first"
        }
    }
}

extension DayMonthOrder {
    /// Returns the places of invoices in the order of their dates, and the use that is made of these.
    ///
    /// Invoices with equal dates keep their order. An invoice without a readable date has the date of the invoice before
    /// it, so that it keeps its place after that one.
    ///
    /// - Parameters:
    ///   - dates: The date of each invoice; nil if it has none.
    ///   - lines: The line of each invoice's first row.
    func order(_ dates: [InvoiceDate?], lines: [Int]) -> (places: [Int], use: DateUse) {
        let asInFile = Array(dates.indices)
        switch self {
        case .dayFirst: return Self.order(dates.map { $0?.dayFirst }, lines)
        case .monthFirst: return Self.order(dates.map { $0?.monthFirst }, lines)
        case .automatic:
            let known = dates.compactMap(\.self)
            let isDayFirst = known.allSatisfy { $0.dayFirst != nil }
            let isMonthFirst = known.allSatisfy { $0.monthFirst != nil }
            if isDayFirst, !isMonthFirst { return DayMonthOrder.dayFirst.order(dates, lines: lines) }
            if isMonthFirst, !isDayFirst { return DayMonthOrder.monthFirst.order(dates, lines: lines) }
            // Without a common order of day and month, a date in another order is read in its own.
            let one = Self.order(dates.map { $0?.dayFirst ?? $0?.monthFirst }, lines)
            let other = Self.order(dates.map { $0?.monthFirst ?? $0?.dayFirst }, lines)
            if one.places == other.places { return one }
            let example = dates.firstIndex { $0?.isAmbiguous == true }
            return (asInFile, .ambiguous(count: dates.count, example: example.map { lines[$0] } ?? 0))
        }
    }

    private static func order(_ times: [Int64?], _ lines: [Int]) -> (places: [Int], use: DateUse) {
        var keys: [Int64] = []
        keys.reserveCapacity(times.count)
        for time in times { keys.append(time ?? keys.last ?? .min) }
        // The sort of the standard library does not promise to be stable.
        let places = times.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        let undated = times.count { $0 == nil }
        let first = times.firstIndex { $0 == nil }
        return (places, .ordered(undated: undated, first: first.map { lines[$0] }))
    }
}
