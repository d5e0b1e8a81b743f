/// The bounds, restated from the documentation.
package enum Bounds {
    /// The largest number of minor units of an amount, a price, a limit or a balance.
    package static let mostMoney: Int64 = 1_000_000_000_000_000
    /// The largest stock of a product, in units.
    package static let mostStock: Int64 = 1_000_000_000_000_000
    /// The largest quantity of a line, a receipt of goods or an adjustment, in units.
    package static let mostUnits: Int64 = 1_000_000_000_000
    /// The largest number of lines of an order or a refund.
    package static let mostLines = 10_000
    /// The longest payment terms, in days.
    package static let mostDays = 3_650

    static let amount: ClosedRange<Int64> = -mostMoney...mostMoney
    static let positive: ClosedRange<Int64> = 1...mostMoney
    static let notNegative: ClosedRange<Int64> = 0...mostMoney
    static let quantity: ClosedRange<Int64> = 1...mostUnits
    static let firstStock: ClosedRange<Int64> = 0...mostUnits
    static let stockChange: ClosedRange<Int64> = -mostUnits...mostUnits
    static let stock: ClosedRange<Int64> = 0...mostStock
    static let lines: ClosedRange<Int64> = 1...Int64(mostLines)
    static let days: ClosedRange<Int64> = 0...Int64(mostDays)

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
