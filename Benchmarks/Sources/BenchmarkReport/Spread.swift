/// The values of the rounds, with their median, their minimum and their maximum.
package struct Spread: Codable, Sendable, Hashable {
    /// The values in the order of the rounds, one for each round.
    package let values: [Double]

    package init(_ values: [Double]) { self.values = values }

    /// The median of the values; zero if there is none.
    ///
    /// For an even number of values it is the mean of the two in the middle.
    package var median: Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    package var minimum: Double { values.min() ?? 0 }
    package var maximum: Double { values.max() ?? 0 }
}
