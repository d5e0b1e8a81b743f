/// A text of a history, for example an identifier or a key, as a number.
///
/// Numbers keep the records small and are quick to compare. Equal texts of different businesses are different names.
struct Name: Hashable, Sendable {
    let index: Int32
}

/// The texts of all names of a history.
struct Names: Sendable {
    private struct Text: Hashable {
        let business: Int32
        let text: String
    }

    private var names: [Text: Int32] = [:]
    private var texts: [String] = []

    /// The number of names, which have the indexes from 0.
    var count: Int { texts.count }

    /// Returns the name of a text of a business, or of a text that belongs to no business.
    mutating func name(_ text: String, in business: Name? = nil) -> Name {
        let key = Text(business: business?.index ?? -1, text: text)
        if let index = names[key] { return Name(index: index) }
        let index = Int32(texts.count)
        names[key] = index
        texts.append(text)
        return Name(index: index)
    }

    subscript(name: Name) -> String { texts[Int(name.index)] }
}
