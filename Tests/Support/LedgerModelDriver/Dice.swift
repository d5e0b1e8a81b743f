internal import JoskTesting

/// Random choices that are the same for the same seed.
struct Dice {
    var generator: SeededGenerator

    /// Returns a number from zero up to a count, without the count.
    mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

    mutating func flip() -> Bool { roll(2) == 0 }

    /// Returns true in the given number of a thousand cases.
    mutating func happens(_ perMille: Int) -> Bool { roll(1_000) < perMille }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[roll(elements.count)]
    }

    mutating func one<Element>(of choices: Element...) -> Element { choices[roll(choices.count)] }

    mutating func weighted<Element>(_ choices: [(Element, Int)]) -> Element {
        var rest = roll(choices.reduce(0) { $0 + $1.1 })
        for (element, weight) in choices {
            if rest < weight { return element }
            rest -= weight
        }
        preconditionFailure("a roll is less than the sum of the weights")
    }
}
