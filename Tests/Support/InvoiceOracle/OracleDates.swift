// Reads dates, and orders the invoices by them.

/// A date in minutes and their fractions, read with the day first and with the month first; nil where that is no date.
struct OracleDate {
    var dayFirst: Double?
    var monthFirst: Double?
}

/// Returns the invoices in the order of their dates, and the number of those whose date has no effect.
func orderedByDate(_ invoices: [Invoice]) -> (invoices: [Invoice], undated: Int) {
    let dates = invoices.map { invoice in invoice.rows.compactMap(\.date).first }
    let undated = dates.filter { $0 == nil }.count
    let known = dates.compactMap { $0 }
    let allDayFirst = known.allSatisfy { $0.dayFirst != nil }
    let allMonthFirst = known.allSatisfy { $0.monthFirst != nil }
    let dayFirst = sortedPlaces(dates.map { $0?.dayFirst ?? $0?.monthFirst })
    let monthFirst = sortedPlaces(dates.map { $0?.monthFirst ?? $0?.dayFirst })
    if dayFirst == monthFirst || (allDayFirst && !allMonthFirst) {
        return (dayFirst.map { invoices[$0] }, undated)
    }
    if allMonthFirst && !allDayFirst {
        return (monthFirst.map { invoices[$0] }, undated)
    }
    return (invoices, invoices.count)
}

/// Returns the places of the dates in ascending order.
///
/// A missing date is that before it.
private func sortedPlaces(_ dates: [Double?]) -> [Int] {
    var places: [Int] = []
    var filled: [Double] = []
    for date in dates {
        let date = date ?? filled.last ?? -Double.infinity
        // An insertion after all dates that are not later keeps equal dates in their order.
        var position = places.count
        while position > 0 && filled[places[position - 1]] > date {
            position -= 1
        }
        places.insert(filled.count, at: position)
        filled.append(date)
    }
    return places
}

/// Returns the date in a field; nil if it is none.
func readDate(_ field: [UInt8]) -> OracleDate? {
    // The numbers of the captures: 1 to 4 a date that begins with the year, 5 to 8 another date, 9 to 14 the time.
    let pattern =
        #/
        \x20*
        (?:([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{1,2})([-/.])([0-9]{1,2})\6([0-9]{4}|[0-9]{2}))
        (?:\x20*|,?[T\x20]\x20*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?
        \x20*([AaPp][Mm])?\x20*([Zz]|[+-][0-9]{2}:?(?:[0-9]{2})?)?\x20*)
        /#
        .matchingSemantics(.unicodeScalar)
    guard let match = String(decoding: field, as: UTF8.self).wholeMatch(of: pattern)?.output else {
        return nil
    }
    guard
        let minutes = minutesOfDay(
            hour: match.9, minute: match.10, second: match.11, fraction: match.12, half: match.13,
            offset: match.14)
    else {
        return nil
    }
    var result = OracleDate()
    if let year = match.1.flatMap({ Int($0) }) {
        result.dayFirst = minutesToDate(year, month: match.3, day: match.4)
        result.monthFirst = result.dayFirst
    } else if let text = match.8, var year = Int(text) {
        if text.count == 2 {
            year += year < 70 ? 2_000 : 1_900
        }
        result.dayFirst = minutesToDate(year, month: match.7, day: match.5)
        if match.6 != "." {
            result.monthFirst = minutesToDate(year, month: match.5, day: match.7)
        }
    }
    result.dayFirst = result.dayFirst.map { $0 + minutes }
    result.monthFirst = result.monthFirst.map { $0 + minutes }
    return result.dayFirst == nil && result.monthFirst == nil ? nil : result
}

private func minutesToDate(_ year: Int, month: Substring?, day: Substring?) -> Double? {
    func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }
    guard let month = month.flatMap({ Int($0) }), let day = day.flatMap({ Int($0) }) else { return nil }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if year < 1 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1] {
        return nil
    }
    var days = day - 1
    for earlier in lengths[..<(month - 1)] {
        days += earlier
    }
    for earlier in 1..<max(year, 2) where year > 1 {
        days += isLeap(earlier) ? 366 : 365
    }
    return Double(days) * 1_440
}

private func minutesOfDay(
    hour: Substring?, minute: Substring?, second: Substring?, fraction: Substring?, half: Substring?,
    offset: Substring?
) -> Double? {
    guard let hour, let minute, var hours = Int(hour), let minutes = Int(minute) else { return 0 }
    let seconds = second.flatMap { Int($0) } ?? 0
    if let half = half?.lowercased() {
        if hours < 1 || hours > 12 {
            return nil
        }
        hours = hours % 12 + (half == "pm" ? 12 : 0)
    }
    if hours > 23 || minutes > 59 || seconds > 60 {
        return nil
    }
    var total = Double(hours * 60 + minutes) + Double(seconds) / 60
    // Only three digits count.
    let thousandths = ((fraction ?? "") + "000").prefix(3)
    total += (Double(thousandths) ?? 0) / 60_000
    if let offset, offset.lowercased() != "z" {
        let digits = offset.dropFirst().filter { $0 != ":" }
        let offsetHours = Int(digits.prefix(2)) ?? 0
        let offsetMinutes = Int(digits.dropFirst(2)) ?? 0
        if offsetHours > 23 || offsetMinutes > 59 {
            return nil
        }
        let shift = Double(offsetHours * 60 + offsetMinutes)
        total += offset.first == "-" ? shift : -shift
    }
    return total
}
