import struct JoskTesting.SeededGenerator

extension SeededGenerator {
    /// A number in a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of some elements, of which there is at least one.
    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[number(in: 0...elements.count - 1)]
    }
}
