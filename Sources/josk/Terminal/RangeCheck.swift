import ArgumentParser

/// Throws an error if the value of an option is out of bounds.
func check<Number>(_ option: String, _ value: Number, within allowed: ClosedRange<Number>) throws {
    if allowed.contains(value) { return }
    throw ValidationError(
        "\(option) must be from \(allowed.lowerBound) to \(allowed.upperBound), but it is \(value)")
}
