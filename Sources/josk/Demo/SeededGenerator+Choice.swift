import struct JoskTesting.SeededGenerator

extension SeededGenerator {
    /// A number in a range. `Int.random(in:using:)` may go another way in another version of Swift. That some
    /// numbers are likelier than others by 2^-32 and less does no harm here.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// One of some elements, of which there is at least one.
    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[number(in: 0...elements.count - 1)]
    }
}
