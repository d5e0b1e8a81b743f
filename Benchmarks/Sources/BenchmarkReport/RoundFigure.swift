/// What one program measured in one workload: one line of `josk-bench round`.
package struct RoundFigure: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable {
        /// Done per second: higher is better.
        case perSecond = "/s"
        /// A median latency in microseconds: lower is better.
        case microseconds = "us"
    }

    package let workload: String
    package let unit: Unit
    package let value: Double

    package init(workload: String, unit: Unit, value: Double) {
        self.workload = workload
        self.unit = unit
        self.value = value
    }

    /// For programs: `uniform-256<TAB>/s<TAB>1234.5`.
    package var line: String { "\(workload)\t\(unit.rawValue)\t\(Figure.decimal(value, places: 1))" }

    /// How good this is beside another figure of the workload: 2 is twice as fast, whatever the unit.
    ///
    /// Nil if the units differ, or if one of the values is not positive.
    package func ratio(to other: RoundFigure) -> Double? {
        guard unit == other.unit, value > 0, other.value > 0 else { return nil }
        return switch unit {
        case .perSecond: value / other.value
        case .microseconds: other.value / value
        }
    }
}

extension RoundFigure {
    /// Reads the fields of ``line``.
    init?(fields: some Collection<Substring>) {
        let fields = Array(fields)
        guard fields.count == 3, !fields[0].isEmpty, let unit = Unit(rawValue: String(fields[1])),
            let value = Double(fields[2]), value.isFinite
        else { return nil }
        self.init(workload: String(fields[0]), unit: unit, value: value)
    }
}
