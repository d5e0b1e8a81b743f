import ArgumentParser

/// Refuses an option's value that is out of bounds.
func check<Number>(_ option: String, _ value: Number, within allowed: ClosedRange<Number>) throws {
    if allowed.contains(value) { return }
    throw ValidationError("\(option) \(value) is not within \(allowed.lowerBound)...\(allowed.upperBound)")
}
