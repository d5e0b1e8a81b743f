/// The values that the rounds gave, and what is told of them: the one in the middle, and how far they lie apart.
package struct Spread: Codable, Sendable, Hashable {
    /// One value a round, in the order of the rounds.
    package let values: [Double]

    package init(_ values: [Double]) { self.values = values }

    /// The value in the middle; of an even number of values the mean of the two. Zero if there is none.
    package var median: Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    package var minimum: Double { values.min() ?? 0 }
    package var maximum: Double { values.max() ?? 0 }
}
