internal import LedgerModel

/// Where the engine did something else than the model.
package struct Difference: Error, CustomStringConvertible {
    /// One line for each thing that one needs to know.
    package let description: String

    init(seed: UInt64, step: Int, _ what: String, expected: String, found: String) {
        description = """
            The engine differs from the model (seed \(seed), step \(step)).
              command:  \(what)
              expected: \(expected)
              found:    \(found)
            """
    }
}
