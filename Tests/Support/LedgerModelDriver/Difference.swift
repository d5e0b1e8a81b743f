internal import LedgerModel

/// A difference between the engine and the model.
package struct Difference: Error, CustomStringConvertible {
    /// The seed, the step, the command and both results, on several lines.
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
