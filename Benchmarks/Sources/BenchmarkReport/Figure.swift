import Foundation

/// Numbers formatted for readers, the same in every locale.
package enum Figure {
    /// Returns a number with the given count of decimals.
    package static func decimal(_ value: Double, places: Int) -> String {
        String(format: "%.\(places)f", value)
    }

    /// Returns microseconds as milliseconds, with about three significant digits.
    package static func milliseconds(_ microseconds: Double) -> String {
        let milliseconds = microseconds / 1_000
        let places = milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0
        return "\(decimal(milliseconds, places: places)) ms"
    }

    /// Returns a rounded number with commas between thousands, such as 12,345.
    package static func count(_ value: Double) -> String {
        // A rate is far below the maximum of Int; a value that is not finite becomes zero.
        let rounded = value.isFinite ? Int(value.rounded()) : 0
        var digits = String(rounded.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (rounded < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
