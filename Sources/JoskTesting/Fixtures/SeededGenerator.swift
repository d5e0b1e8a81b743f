/// A generator that returns the same random numbers for the same seed, so that a failure can be repeated (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Creates a generator from a seed.
    ///
    /// Print the seed if a test fails.
    public init(seed: UInt64) { state = seed }

    /// Returns the next number.
    ///
    /// The constants are those of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// Returns a random number in a range.
    ///
    /// `Int.random(in:using:)` may draw other numbers in another version of Swift; this method does not. Some numbers
    /// are likelier than others by 2^-32 or less, which does no harm here.
    public mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// Returns a random element of an array, which must not be empty.
    public mutating func element<Element>(of elements: [Element]) -> Element {
        elements[number(in: 0...elements.count - 1)]
    }
}
