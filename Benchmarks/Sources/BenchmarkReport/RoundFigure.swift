/// The measurement of one program in one workload, which is one line of `josk-bench round`.
package struct RoundFigure: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable {
        /// Operations per second: higher is better.
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

    /// The figure for programs, such as `uniform-256<TAB>/s<TAB>1234.5`.
    package var line: String { "\(workload)\t\(unit.rawValue)\t\(Figure.decimal(value, places: 1))" }

    /// Returns the speed of this figure divided by that of another figure of the workload.
    ///
    /// In both units, 2 means twice as fast. The result is nil if the units differ, or if one of the values is not
    /// positive.
    package func ratio(to other: RoundFigure) -> Double? {
        guard unit == other.unit, value > 0, other.value > 0 else { return nil }
        return switch unit {
        case .perSecond: value / other.value
        case .microseconds: other.value / value
        }
    }
}

extension RoundFigure {
    /// Creates a figure from the fields of ``line``.
    init?(fields: some Collection<Substring>) {
        let fields = Array(fields)
        guard fields.count == 3, !fields[0].isEmpty, let unit = Unit(rawValue: String(fields[1])),
            let value = Double(fields[2]), value.isFinite
        else { return nil }
        self.init(workload: String(fields[0]), unit: unit, value: value)
    }
}
