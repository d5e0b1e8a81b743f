/// The bounds, said again from the documentation.
enum Bounds {
    static let most: Int64 = 1_000_000_000_000_000
    static let amount: ClosedRange<Int64> = -most...most
    static let positive: ClosedRange<Int64> = 1...most
    static let notNegative: ClosedRange<Int64> = 0...most
    static let quantity: ClosedRange<Int64> = 1...1_000_000_000_000
    static let firstStock: ClosedRange<Int64> = 0...1_000_000_000_000
    static let stockChange: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000
    static let stock: ClosedRange<Int64> = 0...most
    static let lines: ClosedRange<Int64> = 1...10_000
    static let days: ClosedRange<Int64> = 0...3_650

    static func check(
        _ subject: String, _ value: Int64, _ allowed: ClosedRange<Int64>
    ) throws(Plain.Rejection) {
        if value < allowed.lowerBound || value > allowed.upperBound {
            throw .outOfBounds(Plain.OutOfBounds(subject, value, allowed))
        }
    }

    static func check(days: Int?) throws(Plain.Rejection) {
        if let days { try check("paymentTerms", Int64(days), self.days) }
    }
}
