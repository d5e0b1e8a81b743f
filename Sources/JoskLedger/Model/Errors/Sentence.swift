/// The sentences that the descriptions of several errors share.
package enum Sentence {
    /// The number of elements that a description lists.
    ///
    /// A request has up to 10,000 lines, and people read the description.
    package static let listedElements = 10

    package static func unknown(_ noun: String, _ id: some CustomStringConvertible) -> String {
        "No \(noun) has the identifier \(id)."
    }

    package static func exists(_ noun: String, _ id: some CustomStringConvertible) -> String {
        "The identifier \(id) belongs to an existing \(noun)."
    }

    package static func taken(
        _ key: String, _ text: some CustomStringConvertible, by noun: String,
        _ id: some CustomStringConvertible
    ) -> String {
        "The \(key) \"\(text)\" belongs to another \(noun), \(id)."
    }

    /// Returns a sentence for each of the first elements, and one for the number of the others.
    package static func each<Element>(_ elements: [Element], _ sentence: (Element) -> String) -> [String] {
        var sentences = elements.prefix(listedElements).map(sentence)
        let rest = elements.count - listedElements
        if rest == 1 { sentences.append("There is 1 more reason of this kind.") }
        if rest > 1 { sentences.append("There are \(rest) more reasons of this kind.") }
        return sentences
    }
}
