/// The form of a number that cannot be read, for the advice in a message.
enum NumberForm: Hashable {
    /// A whole number with decimals, such as `6.0` or `6,0`.
    case decimals(DecimalMark)
    /// A number with marks between thousands and possibly decimals, such as `1,000.00` or `1.000,00`.
    case thousands
    /// A number with one mark and three digits after it, such as `1,000`, so that it may have either form.
    case decimalsOrThousands(DecimalMark)
    case other

    init(_ text: String) {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let isMark = { (byte: UInt8) in DecimalMark.allCases.contains { $0.byte == byte } }
        let groups = digits.split(omittingEmptySubsequences: false, whereSeparator: isMark)
        let marks = digits.filter(isMark)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let first = marks.first, let last = marks.last, let decimals = groups.last,
            groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
            let mark = DecimalMark.allCases.first(where: { $0.byte == first })
        else {
            self = .other
            return
        }
        if marks.count == 1 {
            self = decimals.count == 3 ? .decimalsOrThousands(mark) : .decimals(mark)
        } else {
            let isGrouped = groups.dropFirst().dropLast().allSatisfy { $0.count == 3 }
            let isOneMark = marks.allSatisfy { $0 == first }
            let isValid =
                isOneMark ? decimals.count == 3 : last != first && marks.dropLast().allSatisfy { $0 == first }
            self = isGrouped && isValid ? .thousands : .other
        }
    }

    /// The remedy for a quantity of this form, which begins with a semicolon; empty if there is none.
    var adviceForQuantity: String {
        switch self {
        case .decimals: "; write it without decimals, such as 6 instead of 6.0"
        case .thousands, .decimalsOrThousands: "; write it without decimals and thousands separators"
        case .other: ""
        }
    }

    /// The remedy for a price of this form, which begins with a semicolon; empty if there is none.
    func advice(forPriceWith mark: DecimalMark) -> String {
        switch self {
        case .thousands: "; write it without thousands separators, such as 1000.00"
        case .decimals(.comma) where mark == .point: "; use --decimal comma if the file has decimal commas"
        case .decimalsOrThousands(.comma) where mark == .point:
            "; use --decimal comma if the file has decimal commas, or remove thousands separators"
        case .decimals(.point) where mark == .comma:
            "; the file has decimal points, so use it without --decimal comma"
        case .decimalsOrThousands(.point) where mark == .comma:
            "; remove thousands separators, or omit --decimal comma if the file has decimal points"
        case .decimals, .decimalsOrThousands, .other: ""
        }
    }
}
